import type { SipFailure } from '../sip-account'
import type { OwnCause } from './causes'

/** What is looked at, from below to above: where a lower one fails, the higher ones say so instead of failing too. */
export const SELF_TEST_LAYERS = [
  'disk',
  'policy',
  'network',
  'dns',
  'connect',
  'proxy',
  'clock',
  'tls',
  'hub',
  'webSocket',
  'line',
  'microphone',
  'output',
  'sound',
  'headset',
  'deskPhone',
  'updates',
] as const
export type SelfTestLayer = (typeof SELF_TEST_LAYERS)[number]

export type SelfTestCause = OwnCause | `line.${SipFailure}`

/**
 * - `below`: a lower layer has failed, and says why
 * - `direct`: there is no proxy on the way; `throughProxy`: the proxy does it; `plain`: the way is not encrypted
 * - `ownHub`: the hub of this computer runs only while Otklik does
 * - `proxyLogin`: only the windows can sign in at this proxy
 * - `noWindows`: the window that has the sound could not be opened
 * - `noSource`: Otklik does not update itself, new versions come as installers
 */
export const SELF_TEST_SKIPS = [
  'below',
  'direct',
  'throughProxy',
  'plain',
  'ownHub',
  'notSetUp',
  'switchedOff',
  'proxyLogin',
  'inCall',
  'noWindows',
  'noSource',
] as const
export type SelfTestSkip = (typeof SELF_TEST_SKIPS)[number]

/** What helps whoever mends it; nothing else can be said of a row. None of it is a secret or about a person. */
export const SELF_TEST_FACTS = [
  'address',
  'proxy',
  'status',
  'code',
  'login',
  'issuer',
  'names',
  'validUntil',
  'aheadS',
  'hubVersion',
  'deskVersion',
  'freeMb',
  'transport',
  'step',
  'detail',
  'keys',
  'count',
] as const
export type SelfTestFacts = Readonly<Partial<Record<(typeof SELF_TEST_FACTS)[number], string>>>

export type SelfTestOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'failed'; readonly cause: SelfTestCause }
  /** `because`: the layer that failed, with `below`. */
  | { readonly kind: 'skipped'; readonly why: SelfTestSkip; readonly because: SelfTestLayer | null }

export interface SelfTestRow {
  readonly layer: SelfTestLayer
  /** Which of several lines, from 1. */
  readonly part: number | null
  readonly outcome: SelfTestOutcome
  readonly facts: SelfTestFacts
}

/** What one look has found. */
export interface Found {
  readonly outcome: SelfTestOutcome
  readonly facts: SelfTestFacts
}

export function passed(facts: SelfTestFacts = {}): Found {
  return { outcome: { kind: 'ok' }, facts }
}

export function failed(cause: SelfTestCause, facts: SelfTestFacts = {}): Found {
  return { outcome: { kind: 'failed', cause }, facts }
}

export function skipped(why: Exclude<SelfTestSkip, 'below'>): Found {
  return { outcome: { kind: 'skipped', why, because: null }, facts: {} }
}

export function skippedBelow(because: SelfTestLayer): Found {
  return { outcome: { kind: 'skipped', why: 'below', because }, facts: {} }
}

/** The layers that are at fault, each once, the lowest first. */
export function layersAtFault(rows: readonly SelfTestRow[]): SelfTestLayer[] {
  return [...new Set(rows.flatMap(({ layer, outcome }) => (outcome.kind === 'failed' ? [layer] : [])))]
}
