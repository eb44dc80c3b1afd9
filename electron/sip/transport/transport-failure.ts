import type { SipFailure, SipTestLayer } from '#shared/domain/sip-account'

/** Why a connection could not be opened or was lost. */
export interface TransportFailure {
  readonly reason: SipFailure
  /** For the person: certificate issuer and fingerprint, HTTP status and the like. Never credentials. */
  readonly detail: string | null
  readonly layer: SipTestLayer
}

/** The library wants connection failures as rejections. */
export class TransportFailedError extends Error {
  override readonly name = 'TransportFailedError'

  constructor(readonly failure: TransportFailure) {
    super(`SIP transport failed at ${failure.layer}: ${failure.reason}`)
  }
}
