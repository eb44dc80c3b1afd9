import type { Tunnel } from '#shared/node/tunnel'

type Reason = Extract<Tunnel, { kind: 'failed' }>['reason']

const CODES = { proxyFailed: 'PROXY_FAILED', proxyWantsLogin: 'PROXY_WANTS_LOGIN' } as const satisfies Record<
  Reason,
  string
>

/** Nothing of a request has left this computer. `code`: as those of Node's own network errors. */
export class NoWayError extends Error {
  readonly code: (typeof CODES)[Reason]

  constructor(reason: Reason, detail: string) {
    super(`${reason}: ${detail}`)
    this.code = CODES[reason]
  }
}
