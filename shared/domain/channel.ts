import type { Capabilities } from './capabilities'
import type { ChannelCalls } from './channel-calls'
import type { ChannelGroupId, ChannelId } from './ids'

/** The kinds of channel that a hub can run; each has a folder in `hub/channels`. */
export type ChannelKind = 'avito' | 'avitoJobs' | 'hh' | 'site'

/**
 * How a channel is doing, in the order in which a person should care.
 *
 * - `connecting` authorised, first exchange not finished yet
 * - `receiving` all well
 * - `needsAuthorisation` tokens are gone or refused; someone must authorise again
 * - `refused` the platform refuses for a reason that a person must fix (tariff, rights)
 * - `limited` the platform asks to slow down until `untilMs`
 * - `unreachable` no answer; retried by itself at `retryAtMs`
 * - `superseded` the same account was connected once more in `byGroupId`; only that channel works (spec A16)
 */
export type ChannelHealth =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'receiving'; readonly lastEventAtMs: number | null }
  | { readonly kind: 'needsAuthorisation'; readonly reason: AuthorisationProblem }
  /** `openUrl`: the platform's own page where a person can set it right. */
  | { readonly kind: 'refused'; readonly reason: ChannelRefusal; readonly openUrl?: string | undefined }
  | { readonly kind: 'limited'; readonly untilMs: number }
  | { readonly kind: 'unreachable'; readonly retryAtMs: number; readonly detail: string }
  | { readonly kind: 'superseded'; readonly byGroupId: ChannelGroupId }

/** `neverAuthorised`: no consent yet. `expired`: the refresh was refused. `revoked`: 401/403 after a fresh token. */
export type AuthorisationProblem = 'neverAuthorised' | 'expired' | 'revoked' | 'wrongCredentials'

/**
 * `tariff`: the account's plan lacks the API. `unpaid`: the methods are sold apart and were not bought. `captcha`: the
 * platform wants a person to show that they are one. `forbidden`: a scope or right is missing.
 */
export type ChannelRefusal = 'tariff' | 'unpaid' | 'captcha' | 'forbidden'

export interface Channel {
  readonly id: ChannelId
  readonly kind: ChannelKind
  readonly groupId: ChannelGroupId
  /** Shown name: the account's own name once known, else what the administrator typed. */
  readonly name: string
  readonly capabilities: Capabilities
  readonly health: ChannelHealth
  /** How events reach the hub now. */
  readonly delivery: 'webhook' | 'polling'
  readonly account: ChannelAccount | null
  readonly calls: ChannelCalls
}

export interface ChannelAccount {
  readonly externalId: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly profileUrl: string | null
}
