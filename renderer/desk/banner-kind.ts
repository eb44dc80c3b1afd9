import type { HubConnection } from '#shared/contract/ipc/hub'

import type { SyncStatus } from '../data/desk-data'

/** A hiccup shorter than this is nobody's business. */
export const OFFLINE_GRACE_MS = 1500

export type BannerKind =
  | { readonly kind: 'failed'; readonly reason: Extract<HubConnection, { kind: 'failed' }>['reason'] }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'setAside'; readonly path: string }
  | { readonly kind: 'restarting' }
  | { readonly kind: 'offline'; readonly pending: number }

export interface BannerFacts {
  readonly sync: SyncStatus
  readonly hub: HubConnection | null
  /** The path of the database that the person was told of already. */
  readonly understood: string | null
  readonly nowMs: number
}

/** The worst first; what needs a person comes before what mends itself. */
export function bannerOf({ sync, hub, understood, nowMs }: BannerFacts): BannerKind | null {
  if (hub?.kind === 'failed') return { kind: 'failed', reason: hub.reason }
  if (sync.kind === 'outdated') return { kind: 'outdated' }
  if (hub?.kind === 'ready' && hub.databaseSetAside !== null && hub.databaseSetAside !== understood) {
    return { kind: 'setAside', path: hub.databaseSetAside }
  }
  if (sync.kind === 'offline' && (sync.pending > 0 || nowMs - sync.sinceMs >= OFFLINE_GRACE_MS)) {
    return { kind: 'offline', pending: sync.pending }
  }
  return hub?.kind === 'restarting' ? { kind: 'restarting' } : null
}
