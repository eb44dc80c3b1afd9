export const MIN_PASSWORD = 10
/** Far above any sentence; only keeps hashing from being made to work for nothing. */
export const MAX_PASSWORD = 256

export type PasswordProblem = 'tooShort' | 'tooLong' | 'oneCharacter' | 'likeLogin'

/**
 * Length counts for more than kinds of characters (NIST SP 800-63B §5.1.1.2), so that a sentence is a good password.
 * `login`: the e-mail address of the person, which is the first thing to be tried; `null` where it is not known.
 */
export function passwordProblem(password: string, login: string | null): PasswordProblem | null {
  const characters = [...password.normalize('NFC')]
  if (characters.length < MIN_PASSWORD) return 'tooShort'
  if (characters.length > MAX_PASSWORD) return 'tooLong'
  if (new Set(characters).size === 1) return 'oneCharacter'
  const known = normaliseLogin(login ?? '')
  const given = password.normalize('NFC').toLowerCase()
  const [name = ''] = known.split('@')
  return known !== '' && (given === known || given === name.repeat(2) || given === name) ? 'likeLogin' : null
}

/** Logins are e-mail addresses, written alike whoever types them. */
export function normaliseLogin(login: string): string {
  return login.normalize('NFC').trim().toLowerCase()
}
