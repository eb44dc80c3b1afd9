import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import { DEFAULT_RETENTION, type RetentionRules } from '#shared/domain/retention'
import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { auditKey } from '../audit/audit-key'
import { checkAudit } from '../audit/audit-chain'
import { AuditSealer } from '../audit/audit-sealer'
import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { BlobStore } from '../files/blob-store'
import { createIdSource } from '../ids'
import { writeRetention } from '../store/central-settings'
import { writeFact } from '../store/facts'
import { countDue } from '../store/retention/count-due'
import { lastRun } from '../store/retention/runs'
import { askStatement } from '../store/testing/run-statement'
import { Store, type Write } from '../store/store'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'
import { RetentionJob } from './retention-job'

const DAY_MS = 86_400_000
const LATER_MS = 400 * DAY_MS
/** More than one step. */
const WORDS = 320
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
const tokenKey = randomBytes(32).toString('base64')

let hub: TestHub
let closed: ChatId
let open: ChatId
let pictureId: MessageId

beforeEach(async () => {
  await testTemplate()
  hub = await startTestHub({ tokenKey, database: null })
  await hub.connect()
  const said = Array.from({ length: WORDS }, (_, place) =>
    ingestedMessage(
      'old',
      `in-${place}`,
      { kind: 'text', text: `слово ${place}` },
      { atMs: Date.now() - 10_000 + place },
    ),
  )
  await hub.drivers.at(-1)!.host.ingest({ chats: [ingestedChat('old')], messages: said })
  await hub.drivers.at(-1)!.host.ingest({
    chats: [ingestedChat('new')],
    messages: [ingestedMessage('new', 'in-a', { kind: 'text', text: 'ещё открыто' }, { atMs: Date.now() - 5_000 })],
  })
  const all = await rows()
  closed = all.find(({ externalId }) => externalId === 'old')!.id
  open = all.find(({ externalId }) => externalId === 'new')!.id
  const fileId = hub.newId<FileId>()
  const headers = { 'content-type': 'image/png', 'x-file-name': 'a.png' }
  await hub.request(`/api/uploads/${fileId}`, { method: 'PUT', body: PICTURE, headers })
  pictureId = hub.newId<MessageId>()
  const content = { kind: 'image' as const, fileId, name: 'a.png' }
  expect(
    await hub.command('sendMessage', { messageId: pictureId, chatId: closed, content, writtenAtMs: Date.now() }),
  ).toBeNull()
  const gone = hub.newId<MessageId>()
  expect(await hub.command('sendMessage', textMessage(closed, gone, 'лишнее слово'))).toBeNull()
  await hub.hub.settled()
  expect(await hub.command('deleteMessage', { messageId: gone })).toBeNull()
  const { id: caseId } = (await hub.chat(closed)).case
  expect(await hub.command('closeCase', { caseId })).toBeNull()
  await hub.hub.settled()
}, PREPARING_MS)
afterEach(() => hub.stop())

async function rows(): Promise<readonly { readonly id: ChatId; readonly externalId: string }[]> {
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  desk.close()
  return desk.frames.flatMap((frame) =>
    frame.type === 'changes' ? frame.changes.flatMap((one) => (one.entity === 'chat' && one.row ? [one.row] : [])) : [],
  )
}

/** While no hub is there, more than a year later. */
async function later(work: (store: Store, job: () => RetentionJob, clock: Clock) => Promise<void>): Promise<void> {
  const clock: Clock = { now: () => Date.now() + LATER_MS, schedule: systemClock.schedule.bind(systemClock) }
  hub = await hub.restart(async () => {
    const store = await Store.open({ dataFolder: hub.folder.path, templateFile: null }, clock, silentLogger)
    store.signWith(auditKey(tokenKey))
    const blobs = new BlobStore(join(hub.folder.path, 'files'), 'own')
    const newId = createIdSource(clock)
    try {
      await work(store, () => new RetentionJob({ store, blobs, clock, newId, logger: silentLogger }), clock)
      await new AuditSealer({ store, clock, logger: silentLogger }).seal()
      expect(await checkAudit(store)).toMatchObject({ flaw: null })
    } finally {
      await store.close()
    }
  })
}

const rule = (store: Store, rules: Partial<RetentionRules>, seenMs = Date.now() + LATER_MS - DAY_MS) =>
  store.write(async (tx) => {
    await writeRetention(tx, { ...DEFAULT_RETENTION, ...rules })
    await writeFact(tx, 'retentionTime', JSON.stringify({ seenMs, doubt: null }))
  })
const blobs = () => {
  const folder = join(hub.folder.path, 'files')
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).filter((name) => String(name).length > 40) : []
}
const texts = async (id: ChatId) => (await hub.messages(id)).map(({ content }) => content.kind)

describe('what has outlived its term', () => {
  it('[C9] goes from closed cases alone, as the preview said; desks hear of it, and no platform brings it back', async () => {
    const desk = await TestDesk.open(hub.url)
    desk.hello()
    const caughtUp = await desk.caughtUp()
    const cursor = caughtUp.type === 'changes' ? caughtUp.upTo : 0
    desk.close()
    const welcome = desk.frames.find(({ type }) => type === 'welcome')
    const feedId = welcome?.type === 'welcome' ? welcome.feedId : ''
    await later(async (store, job) => {
      await rule(store, { messages: 365, events: 365, audit: 30 })
      const preview = await store.read(async (view) =>
        countDue(view, { ...DEFAULT_RETENTION, messages: 365, events: 365, audit: 30 }),
      )
      expect(preview).toMatchObject({ messages: WORDS + 2, files: 0, calls: 0 })
      expect(preview.events).toBeGreaterThan(0)
      await job().pass()
      const run = await store.read(lastRun)
      expect(run).toMatchObject({ removed: preview })
      expect(run?.endedAtMs).not.toBeNull()
      const left = await store.read((view) =>
        countDue(view, { ...DEFAULT_RETENTION, messages: 365, events: 365, audit: 30 }),
      )
      expect(left).toMatchObject({ messages: 0, events: 0, audit: 0 })
      expect(await askStatement(store, 'select 1 from revisions')).toEqual([])
    })
    expect(await texts(closed)).toEqual([])
    expect(await texts(open)).toEqual(['text'])
    expect(await hub.chat(closed)).toMatchObject({ lastMessage: null, unread: 0 })
    expect(blobs()).toEqual([])
    const back = await TestDesk.open(hub.url)
    back.hello(cursor, feedId)
    await back.caughtUp()
    const nulled = back.frames.flatMap((frame) =>
      frame.type === 'changes' ? frame.changes.filter(({ entity, row }) => entity === 'message' && row === null) : [],
    )
    expect(nulled.length).toBeGreaterThanOrEqual(WORDS + 2)
    back.close()
    const again = ingestedMessage('old', 'in-1', { kind: 'text', text: 'слово 1' }, { atMs: Date.now() - 60_000 })
    await hub.drivers.at(-1)!.host.ingest({ chats: [ingestedChat('old')], messages: [again] })
    expect(await texts(closed)).toEqual([])
  })

  it('[C9] is a file alone where only files have a term: its message stays and says so', async () => {
    expect(blobs()).toHaveLength(1)
    await later(async (store, job) => {
      await rule(store, { files: 30 })
      await job().pass()
      expect(await store.read(lastRun)).toMatchObject({ removed: { files: 1, messages: 0 } })
    })
    expect(blobs()).toEqual([])
    const picture = (await hub.messages(closed)).find(({ id }) => id === pictureId)
    expect(picture?.content).toMatchObject({ kind: 'image', isExpired: true })
    expect((await texts(closed)).length).toBeGreaterThan(100)
  })

  it('[C9] is gone once, whenever the hub was killed, and two hubs at it at once do no more', async () => {
    await later(async (store, job) => {
      await rule(store, { messages: 365 })
      const write = store.write.bind(store)
      for (let killedAt = 3; killedAt < 6; killedAt += 1) {
        let count = 0
        store.write = <T>(work: (tx: Write) => Promise<T>) => {
          count += 1
          return write(async (tx) => {
            const value = await work(tx)
            // All of the transaction, or nothing of it.
            if (count === killedAt) throw new Error('killed')
            return value
          })
        }
        await expect(job().pass()).rejects.toThrow('killed')
      }
      store.write = write
      await Promise.all([job().pass(), job().pass()])
      await job().pass()
      expect(await askStatement(store, 'select removed from retention_runs')).toEqual([
        { removed: { messages: WORDS + 2, files: 0, calls: 0, events: 0, access: 0, audit: 0 } },
      ])
      const told = await askStatement(store, "select about from audit_log where kind = 'retentionApplied'")
      expect(told).toEqual([{ about: { messages: WORDS + 2 } }])
    })
  })

  it('[C9] stays where the clock has leapt, and where nothing has a term', async () => {
    await later(async (store, job) => {
      await rule(store, { messages: 365 }, Date.now())
      await job().pass()
      expect(await store.read(lastRun)).toBeNull()
      await rule(store, {})
      await job().pass()
      expect(await store.read(lastRun)).toMatchObject({ removed: { messages: 0 } })
    })
    expect((await texts(closed)).length).toBeGreaterThan(100)
  })
})
