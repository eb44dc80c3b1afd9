import { describe, expect, it } from 'vitest'

import { bannerOf, type BannerFacts } from './banner-kind'

const NOW = 100_000
const ready = { kind: 'ready', url: 'http://127.0.0.1:1', secret: 's', databaseSetAside: null } as const
const clock = { kind: 'fast', byMs: 7_200_000 } as const
const calm: BannerFacts = {
  cache: null,
  sync: { kind: 'online' },
  hub: ready,
  kept: null,
  clock: null,
  isOfflineForLong: false,
}
const kept = { what: 'database', path: '/data/hub/database-broken-2026' } as const

describe('bannerOf', () => {
  it('is silent when all is well', () => {
    expect(bannerOf(calm)).toBeNull()
  })

  it.each<[string, Partial<BannerFacts>, ReturnType<typeof bannerOf>]>([
    ['a hiccup', { sync: { kind: 'offline', sinceMs: NOW - 100, pending: 0 } }, null],
    [
      'a longer break',
      { sync: { kind: 'offline', sinceMs: NOW - 2_000, pending: 0 }, isOfflineForLong: true },
      { kind: 'offline', pending: 0 },
    ],
    [
      'a hub whose database is away',
      { hub: { ...ready, databaseAway: true }, sync: { kind: 'offline', sinceMs: NOW, pending: 2 } },
      { kind: 'databaseAway', pending: 2 },
    ],
    [
      'nothing of a database that was away, while there is a connection',
      { hub: { ...ready, databaseAway: true } },
      null,
    ],
    ['something that waits', { sync: { kind: 'offline', sinceMs: NOW, pending: 2 } }, { kind: 'offline', pending: 2 }],
    [
      'a cache that cannot be opened, before the missing connection that follows from it',
      { cache: 'unreadable', sync: { kind: 'offline', sinceMs: 0, pending: 0 } },
      { kind: 'cache', trouble: 'unreadable' },
    ],
    ['a cache that was lost, before a kept file', { cache: 'lost', kept }, { kind: 'cache', trouble: 'lost' }],
    ['a broken file that was kept', { kept }, { kind: 'kept', file: kept }],
    ['a hub that restarts', { hub: { kind: 'restarting', retryAtMs: NOW } }, { kind: 'restarting' }],
    [
      'a hub that cannot run, before everything else',
      { hub: { kind: 'failed', reason: 'diskFull', detail: '' }, sync: { kind: 'offline', sinceMs: 0, pending: 3 } },
      { kind: 'failed', reason: 'diskFull' },
    ],
    [
      'a team’s hub that this desk cannot talk to, before the missing connection that follows from it',
      { hub: { kind: 'barred', reason: 'certificate' }, sync: { kind: 'offline', sinceMs: 0, pending: 1 } },
      { kind: 'barred', reason: 'certificate' },
    ],
    ['a clock that is off', { clock }, { kind: 'clock', off: clock }],
    [
      'a missing connection before a clock that is off',
      { clock, sync: { kind: 'offline', sinceMs: 0, pending: 0 }, isOfflineForLong: true },
      { kind: 'offline', pending: 0 },
    ],
    ['a newer hub', { sync: { kind: 'outdated' } }, { kind: 'outdated' }],
  ])('tells of %s', (_name, change, expected) => {
    expect(bannerOf({ ...calm, ...change })).toEqual(expected)
  })
})
