import type { AuthorisationProblem, ChannelHealth, ChannelRefusal } from '#shared/domain/channel'

/** Names of sentences under `health` in the catalogue. */
export type HealthKey =
  | 'connecting'
  | 'receiving'
  | 'limited'
  | 'unreachable'
  | 'proxyFailed'
  | 'proxyWantsLogin'
  | 'notTrusted'
  | 'superseded'
  | AuthorisationProblem
  | ChannelRefusal
export type HealthTone = 'ok' | 'busy' | 'bad'

export interface HealthWords {
  readonly key: HealthKey
  readonly tone: HealthTone
  /** When it goes on by itself; the sentence counts down to it. */
  readonly untilMs: number | null
  readonly canAuthorise: boolean
  /** The keys themselves are wrong: other ones help. */
  readonly needsKeys?: boolean
}

/** What stands between the hub and a platform, where its `detail` says so. */
const BETWEEN: Readonly<Record<string, HealthKey>> = {
  PROXY_FAILED: 'proxyFailed',
  PROXY_WANTS_LOGIN: 'proxyWantsLogin',
  SELF_SIGNED_CERT_IN_CHAIN: 'notTrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'notTrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'notTrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'notTrusted',
}

export function healthWords(health: ChannelHealth): HealthWords {
  switch (health.kind) {
    case 'connecting':
      return { key: 'connecting', tone: 'busy', untilMs: null, canAuthorise: false }
    case 'receiving':
      return { key: 'receiving', tone: 'ok', untilMs: null, canAuthorise: false }
    case 'needsAuthorisation':
      return health.reason === 'wrongCredentials'
        ? { key: health.reason, tone: 'bad', untilMs: null, canAuthorise: false, needsKeys: true }
        : { key: health.reason, tone: 'bad', untilMs: null, canAuthorise: true }
    case 'refused':
      return { key: health.reason, tone: 'bad', untilMs: null, canAuthorise: health.reason === 'forbidden' }
    case 'limited':
      return { key: 'limited', tone: 'busy', untilMs: health.untilMs, canAuthorise: false }
    case 'unreachable':
      return {
        key: BETWEEN[health.detail] ?? 'unreachable',
        tone: 'bad',
        untilMs: health.retryAtMs,
        canAuthorise: false,
      }
    case 'superseded':
      return { key: 'superseded', tone: 'bad', untilMs: null, canAuthorise: false }
  }
}
