import { Rank } from './rank'

const MIN_DIGITS = 3
/** From so many digits on it is a whole number, and not a part that happens to stand in others. */
const WHOLE_DIGITS = 10

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** As digits; a Russian number begins with 7, whichever way it was written down. */
export function phoneDigitsOf(phone: string): string {
  const digits = digitsOf(phone)
  return digits.length === 11 && digits.startsWith('8') && !phone.includes('+') ? `7${digits.slice(1)}` : digits
}

export interface PhoneFragment {
  readonly digits: string
  /** In Russia a number begins with 8 when dialled inside the country and with +7 when written for everyone. */
  readonly asDialled: string | null
}

export function parsePhoneFragment(typed: string): PhoneFragment | null {
  const digits = digitsOf(typed)
  if (digits.length < MIN_DIGITS) return null
  const isDialled = digits.startsWith('8') && !typed.includes('+')
  return { digits, asDialled: isDialled ? `7${digits.slice(1)}` : null }
}

/** How well a fragment fits a phone of `phoneDigitsOf`. */
export function rankOfPhone(phone: string, { digits, asDialled }: PhoneFragment): Rank | null {
  if (asDialled !== null && phone.startsWith(asDialled)) return phone === asDialled ? Rank.exact : Rank.prefix
  const at = phone.indexOf(digits)
  if (at === -1) return null
  if (phone === digits || (digits.length >= WHOLE_DIGITS && phone.endsWith(digits))) return Rank.exact
  return at === 0 || phone.endsWith(digits) ? Rank.prefix : Rank.infix
}
