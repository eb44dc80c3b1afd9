import type { TransportFailure } from './transport-failure'

/** One open connection to a SIP server. It ends once and never comes back: a new connection is a new flow. */
export interface Flow {
  /** Real address of this end for Via and Contact; `null` on WebSockets. */
  readonly localAddress: string | null
  /** IP address of the other end, where it is known. */
  readonly remoteAddress: string | null
  /** Where the server sees this end, once a datagram's answer told (RFC 3581): what Contact names then. */
  readonly publicAddress?: string | null
  send(text: string): void
  close(): void
  /** At most one listener; set before the first message can arrive (same turn as the flow was handed over). */
  onMessage: ((text: string) => void) | null
  /** Not called after `close()`. */
  onLost: ((failure: TransportFailure) => void) | null
}
