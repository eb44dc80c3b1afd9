import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'

import type { CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { v7 as newId } from 'uuid'

import { localCacheChanges } from './cache-changes'
import { CacheRepository } from './cache.repository'
import { DeskDatabase } from './database'
import { demoRows } from './demo-rows'
import { FeedRepository } from './feed.repository'
import { OutboxWriter } from './outbox-writer'
import { RemarkRepository } from './remark.repository'
import { settleCommand } from './settle-command'

const rows = demoRows(1_000_000)
const line = rows.messages.find(({ content }) => content.kind === 'phoneCall')!
const call: CallRecord = { ...rows.calls[0]!, id: line.id as string as CallId, chatId: line.chatId }
const me = rows.me.id
const running = newId() as CallId

let disk: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }
let db: DeskDatabase
let remarks: RemarkRepository
let cache: CacheRepository
const clock = new ManualClock()

/** A desk that was killed and began again has the disk and nothing else. */
function openDesk(): void {
  db = new DeskDatabase({ durability: 'strict', indexedDb: disk })
  const changes = localCacheChanges()
  remarks = new RemarkRepository(db, changes, clock, new OutboxWriter(db, changes, clock, newId))
  cache = new CacheRepository(db)
}

beforeEach(async () => {
  disk = { indexedDB: new IDBFactory(), IDBKeyRange }
  openDesk()
  const feed = new FeedRepository(db, localCacheChanges(), newId)
  await feed.follow('feed', me, false)
  await feed.apply(
    [
      { seq: 1, entity: 'agent', id: me, row: rows.me },
      { seq: 2, entity: 'call', id: call.id, row: call },
      { seq: 3, entity: 'message', id: line.id, row: line },
    ],
    3,
    true,
  )
})

const wishes = async () => (await db.outbox.toArray()).map(({ command }) => command)
const shownCall = async () => (await cache.readCalls(50)).find(({ id }) => id === call.id)
const shownLine = async () => (await cache.readTimeline(line.chatId, 50)).messages.find(({ id }) => id === line.id)

describe('[K10] what is written about a call', () => {
  it('is a draft while the call runs, which survives the desk', async () => {
    await remarks.saveDraft(running, 'договорились на среду')
    db.close()
    openDesk()
    await remarks.sendOfEnded([running])
    expect([await remarks.readRemark(running), await wishes()]).toEqual(['договорились на среду', []])
  })

  it('goes to the hub once the call is over, also when the desk ended with it', async () => {
    await remarks.saveDraft(running, 'договорились на среду')
    db.close()
    openDesk()
    await remarks.sendOfEnded([])
    await remarks.sendOfEnded([])
    expect(await wishes()).toMatchObject([
      { name: 'remarkOnCall', args: { callId: running, text: 'договорились на среду', writtenAtMs: clock.now() } },
    ])
    // The hub has told of no such call yet.
    expect(await remarks.readRemark(running)).toBe('договорились на среду')
  })

  it('stands with the call at once, in the history and in the timeline, and is changed there', async () => {
    await remarks.send(call.id, 'раз')
    await remarks.send(call.id, 'два')
    const own = [{ agentId: me, text: 'два', writtenAtMs: clock.now() }]
    expect([(await shownCall())?.remarks, (await shownLine())?.content]).toMatchObject([own, { remarks: own }])
    await remarks.send(call.id, '')
    expect((await shownCall())?.remarks).toEqual([])
  })

  it('is taken back and written again where the hub refuses it', async () => {
    await remarks.send(call.id, 'раз')
    const [wish] = await wishes()
    await settleCommand(db, wish!.id, { reason: 'invalid', detail: null })
    expect([(await shownCall())?.remarks, await remarks.readRemark(call.id)]).toEqual([undefined, 'раз'])
  })

  it('is forgotten here a day after it was sent', async () => {
    await remarks.saveDraft(running, 'раз')
    await remarks.sendOfEnded([])
    clock.advance(24 * 3_600_000 + 1)
    await remarks.sendOfEnded([])
    expect(await db.remarkDrafts.count()).toBe(0)
  })
})
