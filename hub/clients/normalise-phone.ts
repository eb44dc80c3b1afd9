import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** E.164, or `null` for what is no phone number. National forms are Russian: `8 917…` equals `+7 917…` (spec C7). */
export function normalisePhone(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed, 'RU')
  return number?.isPossible() ? number.number : null
}
