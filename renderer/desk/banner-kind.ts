import type { KeptFile } from '#shared/contract/ipc/app'
import type { HubConnection } from '#shared/contract/ipc/hub'

import { isOver, type CacheTrouble } from '../data/cache-health'
import type { SyncStatus } from '../data/desk-data'
import type { ClockOff } from '../ui/clock-off'

/** A hiccup shorter than this is nobody's business. */
export const OFFLINE_GRACE_MS = 1500

export type BannerKind =
  | { readonly kind: 'failed'; readonly reason: Extract<HubConnection, { kind: 'failed' }>['reason'] }
  | { readonly kind: 'barred'; readonly reason: Extract<HubConnection, { kind: 'barred' }>['reason'] }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'cache'; readonly trouble: CacheTrouble }
  | { readonly kind: 'kept'; readonly file: KeptFile }
  | { readonly kind: 'restarting' }
  | { readonly kind: 'clock'; readonly off: ClockOff }
  | { readonly kind: 'offline' | 'databaseAway'; readonly pending: number }

export interface BannerFacts {
  /** What is wrong with this desk's own database; `null` also when the person knows of it. */
  readonly cache: CacheTrouble | null
  readonly sync: SyncStatus
  readonly hub: HubConnection | null
  /** A broken file that was kept and that the person has not been told of. */
  readonly kept: KeptFile | null
  readonly clock: ClockOff | null
  /** For longer than a hiccup, if at all. */
  readonly isOfflineForLong: boolean
}

/** The worst first; what needs a person comes before what mends itself. */
export function bannerOf({ cache, sync, hub, kept, clock, isOfflineForLong }: BannerFacts): BannerKind | null {
  if (cache !== null && !isOver(cache)) return { kind: 'cache', trouble: cache }
  if (hub?.kind === 'failed') return { kind: 'failed', reason: hub.reason }
  if (hub?.kind === 'barred') return { kind: 'barred', reason: hub.reason }
  if (sync.kind === 'outdated') return { kind: 'outdated' }
  if (cache !== null) return { kind: 'cache', trouble: cache }
  if (kept) return { kind: 'kept', file: kept }
  if (sync.kind === 'offline' && (sync.pending > 0 || isOfflineForLong)) {
    return { kind: hub?.kind === 'ready' && hub.databaseAway ? 'databaseAway' : 'offline', pending: sync.pending }
  }
  if (hub?.kind === 'restarting') return { kind: 'restarting' }
  return clock ? { kind: 'clock', off: clock } : null
}
