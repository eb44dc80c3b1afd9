const KNOWN = ['windowClosed', 'unknownChat', 'unknownMessage', 'wrongState', 'unsupported', 'invalid'] as const

/** A reason that the hub may add later still gets a sentence. */
export function refusalKey(reason: string): (typeof KNOWN)[number] | 'other' {
  return KNOWN.find((known) => known === reason) ?? 'other'
}
