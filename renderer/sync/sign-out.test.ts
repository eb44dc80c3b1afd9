import type { ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'

import { DATABASE_NAME, DeskDatabase } from '../data/database'
import { demoId } from '../data/demo-rows'
import { emptyCache } from '../data/empty-cache'
import { openAccess } from '../data/sealing/open-cache'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

let hub: ModelHub
let disk: IDBFactory
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  disk = new IDBFactory()
  desk = new TestDesk(hub, new ManualClock(), disk)
})

/** The window goes, as main sends it to the sign-in screen; then its cache is emptied. */
function signOut(keepsUnsent = true) {
  desk.engine.dispose()
  desk.db.close()
  const storage = { removeItem: () => undefined }
  return emptyCache({
    access: openAccess(DATABASE_NAME),
    keepsUnsent,
    storage,
    indexedDb: { indexedDB: disk, IDBKeyRange },
  })
}

async function goOffline(): Promise<void> {
  await desk.start()
  hub.clientWrites(1, 1, T)
  await desk.untilSettled()
  hub.isDown = true
  hub.dropAll()
}

/** How many rows each table holds that holds any. */
async function rowsLeft(): Promise<Record<string, number>> {
  const db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: disk, IDBKeyRange } })
  const counts = await Promise.all(db.tables.map(async (table) => [table.name, await table.count()] as const))
  db.close()
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

describe('[C9] the cache of somebody who is gone', () => {
  it('is gone as a whole where all that was written is at the hub', async () => {
    await goOffline()
    expect(await signOut()).toBeNull()
    expect(await disk.databases()).toEqual([])
  })

  it('[O2] keeps nothing but what was not sent, and that goes out once when the same person is back', async () => {
    await goOffline()
    await desk.outbox.sendText(chat1, 'не ушло')
    await desk.drafts.saveDraft(chat2, { text: 'недописано', images: [] })
    expect(await signOut()).toEqual({ messages: 1, drafts: 1 })
    expect(await rowsLeft()).toEqual({ messages: 1, meta: 1, outbox: 1, drafts: 1 })

    hub.isDown = false
    const back = new TestDesk(hub, new ManualClock(), disk)
    await back.start()
    await back.untilSettled()
    expect(hub.sent.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'не ушло' }])
    expect(await back.readLines(chat1)).toHaveLength(2)
    expect((await back.drafts.readDraft(chat2))?.text).toBe('недописано')
  })

  it('may be emptied again after a crash in the middle, with the same outcome', async () => {
    await goOffline()
    await desk.outbox.sendText(chat1, 'не ушло')
    expect(await signOut()).toEqual({ messages: 1, drafts: 0 })
    expect(await signOut()).toEqual({ messages: 1, drafts: 0 })
    expect(await signOut(false)).toBeNull()
    expect(await signOut()).toBeNull()
  })

  it('is gone with what was not sent where the person wished it so', async () => {
    await goOffline()
    await desk.outbox.sendText(chat1, 'не ушло')
    expect(await signOut(false)).toBeNull()
    expect(await disk.databases()).toEqual([])
  })
})

describe('[M20] one person at two desks', () => {
  it('[N5] is told of each event once at each, and sees the answer of one at the other', async () => {
    const other = new TestDesk(hub, new ManualClock(), new IDBFactory())
    await Promise.all([desk.start(), other.start()])
    hub.clientWrites(1, 1, T)
    await Promise.all([desk.untilSettled(), other.untilSettled()])
    hub.dropAll()
    await Promise.all([desk.untilSettled(), other.untilSettled()])
    expect([desk.incoming.length, other.incoming.length]).toEqual([1, 1])

    await desk.outbox.sendText(chat1, 'ответ')
    await Promise.all([desk.untilSettled(), other.untilSettled()])
    expect(await other.readLines(chat1)).toEqual(await desk.readLines(chat1))
    expect(hub.sent).toHaveLength(1)
    // An own answer from elsewhere is no event.
    expect([desk.incoming.length, other.incoming.length]).toEqual([1, 1])
  })
})
