import { describe, expect, it } from 'vitest'

import type { AgentId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'
import { silentLogger } from '#shared/lib/logger'

import type { CommittedChange, Store } from '../store/store'
import { DeskSession } from './desk-session'
import { Feed, type FeedSource } from './feed'

/** A store of which only the announcements work. */
function unreadable(): { source: FeedSource; committed: Emitter<readonly CommittedChange[]> } {
  const committed = new Emitter<readonly CommittedChange[]>(() => undefined)
  const store = { committed, read: () => Promise.reject(new Error('cannot be read')) } as unknown as Store
  return { committed, source: { store, channels: () => Promise.resolve([]), channelsByIds: () => Promise.resolve([]) } }
}

describe('Feed', () => {
  it('[O1] sends a desk back to its cursor rather than past changes that could not be read', async () => {
    const { source, committed } = unreadable()
    const feed = new Feed(source, systemClock, silentLogger)
    const closed = new Promise<number>((done) => {
      const line = { send: () => undefined, sendShared: () => undefined, drained: () => Promise.resolve(), close: done }
      feed.join(
        new DeskSession(line, feed.past, { feedId: 'feed', hubVersion: '0', me: 'me' as AgentId }, null, systemClock),
      )
    })
    committed.emit([{ seq: 7, entity: 'message', id: 'x' }])
    expect(await closed).toBe(1011)
    feed.dispose()
  })
})
