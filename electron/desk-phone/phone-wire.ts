import type { Result } from '#shared/lib/result'

export interface PhoneAnswer {
  readonly status: number
  readonly body: string
}

/** `unreachable`: surely nothing was done; `noAnswer`: it may have been. */
export type WireFailure = 'unreachable' | 'noAnswer'

/** One GET to the phone. Nothing is ever repeated here: a key pressed twice is another command. */
export interface PhoneWire {
  get(path: string, authorization: string | null): Promise<Result<PhoneAnswer, WireFailure>>
}
