import { err, ok, type Result } from '#shared/lib/result'

/** The parser and its country table are loaded only when someone saves. */
export async function phoneToE164(typed: string): Promise<Result<string, 'notPhone'>> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min')
  const parsed = parsePhoneNumberFromString(typed, 'RU')
  return parsed?.isPossible() ? ok(parsed.number) : err('notPhone')
}
