import type { Result } from '#shared/lib/result'

export interface PhoneAnswer {
  readonly status: number
  readonly body: string
}

/** `unreachable`, `untrusted`: surely nothing was done; `noAnswer`: it may have been. */
export type WireFailure = 'unreachable' | 'untrusted' | 'noAnswer'

/** One GET to the phone. Nothing is ever repeated here: a key pressed twice is another command. */
export interface PhoneWire {
  get(path: string, authorization: string | null): Promise<Result<PhoneAnswer, WireFailure>>
  /** Of the certificate that was last refused. */
  readonly refusedFingerprint: () => string | null
}
