import type { SipAccountId } from './ids'

export type SipTransport = 'ws' | 'wss' | 'tcp' | 'tls' | 'udp'

/**
 * How the voice travels: as browsers speak it, as telephones do, or as telephones do with a key that the server passes
 * on (SDES, RFC 4568).
 */
export type SipMedia = 'webrtc' | 'rtp' | 'srtp'

/** RFC 3261 §19.1.2, RFC 7118 §8: where neither the person nor the domain's records name another. */
export const USUAL_PORTS: Readonly<Record<SipTransport, number>> = { ws: 80, wss: 443, tcp: 5060, tls: 5061, udp: 5060 }

/** What servers behind such a connection mostly speak. */
export const USUAL_MEDIA: Readonly<Record<SipTransport, SipMedia>> = {
  ws: 'webrtc',
  wss: 'webrtc',
  tcp: 'rtp',
  tls: 'rtp',
  udp: 'rtp',
}

/** What a person types into the account form. The password is written once and never read back. */
export interface SipAccount {
  readonly id: SipAccountId
  /** Shown name of the line. */
  readonly label: string
  readonly transport: SipTransport
  readonly media: SipMedia
  /** Host of the SIP server (WebSocket: of its address). */
  readonly host: string
  /** `null`: the domain's SRV records say, else the usual port of the transport (RFC 3263); of WebSockets the usual. */
  readonly port: number | null
  /** `host` or `host:port` through which everything goes, named in a Route header; replaces `host` and `port`. */
  readonly outboundProxy: string | null
  /** Path of the WebSocket address, `/` or `/ws`; ignored by tcp, tls and udp. */
  readonly webSocketPath: string
  /** Domain of the address of record, `sip:user@domain`. */
  readonly domain: string
  readonly user: string
  /** Digest user name where it differs from `user`. */
  readonly authUser: string | null
  readonly displayName: string | null
  /** Dialled before an extension to take a call that rings there; `null`: by Replaces, as far as the PBX can. */
  readonly pickupCode: string | null
  readonly isEnabled: boolean
  /** Accept a certificate that the system does not trust; only for the given SHA-256 fingerprint. */
  readonly pinnedFingerprint: string | null
  /** PEM of the company's own authority, trusted beside those that the system trusts. */
  readonly authorityPem: string | null
  readonly hasPassword: boolean
}

/** Closed list: the catalogues say for each what happened and what to do. */
export type SipFailure =
  | 'hostNotFound'
  | 'connectionRefused'
  | 'timedOut'
  | 'proxyFailed'
  | 'proxyWantsLogin'
  | 'certificateRefused'
  | 'certificateExpired'
  | 'certificateOtherHost'
  | 'authorityUnreadable'
  | 'notWebSocket'
  | 'notTls'
  | 'notSip'
  | 'wrongPassword'
  | 'userUnknown'
  | 'forbidden'
  | 'serverBusy'
  | 'serverError'
  | 'connectionLost'
  | 'unsupportedDigest'
  | 'userMissing'
  | 'passwordMissing'
  // only of the account test: the line is set to a kind of sound that the PBX does not take
  | 'soundWantsWebrtc'
  | 'soundWantsRtp'
  | 'soundWantsSrtp'
  | 'soundRefused'

/** Failures that a person may overrule by trusting this one certificate, whose fingerprint the detail names. */
export function isCertificateFailure(reason: SipFailure): boolean {
  return reason === 'certificateRefused' || reason === 'certificateExpired' || reason === 'certificateOtherHost'
}

/**
 * - `off` disabled by the person
 * - `connecting` transport opens; `registering` REGISTER is under way
 * - `registered` calls can come in until `expiresAtMs`
 * - `waiting` failed for `reason`, tried again at `retryAtMs`
 * - `stopped` failed for a reason that trying again cannot mend (wrong password): waits for a person
 */
export type Registration =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'registering' }
  | { readonly kind: 'registered'; readonly expiresAtMs: number }
  | {
      readonly kind: 'waiting'
      readonly reason: SipFailure
      readonly detail: string | null
      readonly retryAtMs: number
    }
  | { readonly kind: 'stopped'; readonly reason: SipFailure; readonly detail: string | null }

/** The layers that the account test walks, in order; it stops at the first that fails. */
export type SipTestLayer = 'dns' | 'connect' | 'tls' | 'webSocket' | 'sip' | 'register' | 'sound'

export interface SipTestStep {
  readonly layer: SipTestLayer
  readonly outcome:
    | { readonly kind: 'passed'; readonly ms: number; readonly detail: string | null }
    | { readonly kind: 'failed'; readonly reason: SipFailure; readonly detail: string | null }
    | { readonly kind: 'skipped' }
}

/** `host`, `host:port` or `[IPv6]:port`; `null` when it is none of these. */
export function parseHostPort(text: string): { readonly host: string; readonly port: number | null } | null {
  const [, host, digits] = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(text) ?? []
  if (host === undefined) return null
  const port = digits === undefined ? null : Number(digits)
  return port !== null && (port < 1 || port > MAX_PORT) ? null : { host, port }
}

const MAX_PORT = 65_535

/** `*8`, `**`, `#70`. */
export function isPickupCode(text: string): boolean {
  return /^[*#\d]{1,8}$/.test(text)
}
