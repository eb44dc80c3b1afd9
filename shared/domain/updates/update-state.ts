import type { UpdateTrouble } from './trouble'

/** Why this Otklik looks for no updates. */
export const UPDATES_OFF = [
  /** The company's policy says so. */
  'policy',
  /** Nobody has named a source. */
  'noSource',
  /** A source without the key by which it is trusted. */
  'noKey',
  /** The system's own packages (deb, rpm, MSI) are updated by the system's own means. */
  'system',
  /** Unpacked by hand: there is nothing here that could go back to the version before. */
  'byHand',
  /** Run from its source code. */
  'source',
] as const
export type UpdatesOff = (typeof UPDATES_OFF)[number]

/** What an installation waits for the end of. */
export const UPDATE_HOLDS = ['call', 'message', 'file'] as const
export type UpdateHold = (typeof UPDATE_HOLDS)[number]

export interface OfferedRelease {
  readonly version: string
  readonly notes: { readonly ru: string; readonly en: string }
  readonly size: number
}

/**
 * ```
 * off ◄──► idle ◄──► checking ──► available ──► downloading ──► preparing ──► ready ──► installing
 *            ▲                        ▲               │              │          │
 *            └────────────────────────┴───────────────┴──────────────┴──────────┘  failed, withdrawn
 * ```
 * - `available`: it is known of; with the mode `notify` the person says when it is downloaded
 * - `preparing`: checked, and put beside the running version
 * - `ready`: takes the running version's place when Otklik quits, or when the person or the company wishes
 * - `installing`: Otklik is quitting for it
 */
export type UpdatePhase =
  | { readonly kind: 'off'; readonly why: UpdatesOff }
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'available' | 'preparing' | 'installing'; readonly release: OfferedRelease }
  | { readonly kind: 'downloading'; readonly release: OfferedRelease; readonly bytes: number }
  | {
      readonly kind: 'ready'
      readonly release: OfferedRelease
      /** The person wishes it as soon as nothing holds it. */
      readonly isWished: boolean
      /** From then on the company wishes it; `null`: never. */
      readonly forcedAtMs: number | null
      /** It is forced, nothing holds it: then Otklik restarts. */
      readonly restartsAtMs: number | null
    }

/** How the latest look went. `found`: the release is what the phase speaks of. */
export interface UpdateCheck {
  readonly atMs: number
  readonly result: 'upToDate' | 'notYet' | 'found' | UpdateTrouble
  /** The version that it is about. */
  readonly version: string | null
}

export interface UpdateState {
  readonly version: string
  readonly phase: UpdatePhase
  readonly source: string | null
  readonly channel: string
  readonly lastCheck: UpdateCheck | null
  /** The person says when a release is downloaded (the mode `notify`). */
  readonly isAsked: boolean
  readonly holds: readonly UpdateHold[]
  /** The person does not want to be told of it until then. */
  readonly quietUntilMs: number
  /** The newest version that was tried here and did not start. */
  readonly didNotStart: string | null
}
