import type { AgentId, ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'

import { localCacheChanges } from '../cache-changes'
import { CacheRepository } from '../cache.repository'
import { DATABASE_NAME, DeskDatabase } from '../database'
import { demoId, demoMessage, demoRows } from '../demo-rows'
import { DraftRepository } from '../draft.repository'
import { FeedRepository } from '../feed.repository'
import { OutboxRepository } from '../outbox.repository'
import { OutboxWriter } from '../outbox-writer'
import { PendingRepository } from '../pending.repository'
import { ViewRepository } from '../view.repository'
import { settleForm, type WantedForm } from './settle-form'
import { testVaults } from './testing/test-key'

const ME = demoId<AgentId>('agent', 1)
const chat1 = demoId<ChatId>('chat', 1)
const [first] = demoRows(1, 1).chats
const heard = demoMessage(1, 1, 1)
const changes = localCacheChanges()
const SEALED: WantedForm = { form: 'sealed', vaults: testVaults() }
const PLAIN: WantedForm = { form: 'plain', vaults: testVaults() }

let disk: IDBFactory
let forgotten: string[]
const storage = { removeItem: (key: string) => forgotten.push(key), setItem: () => undefined }
const settle = (wanted: WantedForm, indexedDB: IDBFactory = disk) =>
  settleForm(DATABASE_NAME, wanted, { indexedDb: { indexedDB, IDBKeyRange }, storage })

beforeEach(() => {
  disk = new IDBFactory()
  forgotten = []
})

function open({ form, vaults }: WantedForm): DeskDatabase {
  return new DeskDatabase({
    durability: 'strict',
    indexedDb: { indexedDB: disk, IDBKeyRange },
    vaults: form === 'sealed' ? vaults : null,
  })
}

/** A day at a desk without a connection: an answer, a picture, a draft with a file, a view. */
async function write(wanted: WantedForm): Promise<void> {
  const db = open(wanted)
  const clock = new ManualClock()
  const feed = new FeedRepository(db, changes, newId)
  if (!first) throw new Error('no demo chat')
  await feed.follow('feed-1', ME, false)
  await feed.readPosition()
  await feed.apply([{ seq: 1, entity: 'chat', id: first.id, row: first }], 1, true)
  await feed.apply([{ seq: 2, entity: 'message', id: heard.id, row: heard }], 2, true)
  const outbox = new OutboxRepository(db, changes, clock, newId, new OutboxWriter(db, changes, clock, newId))
  await outbox.sendText(chat1, 'не ушло')
  await outbox.sendImage(chat1, { blob: new Blob(['снимок'], { type: 'image/png' }), name: 'а.png' })
  const file = { blob: new Blob(['файл'], { type: 'text/plain' }), name: 'б.txt' }
  await new DraftRepository(db, changes).saveDraft(chat1, { text: 'не дописано', images: [file] })
  await new ViewRepository(db, changes).saveView({ id: 'v-1', name: 'Мои', query: {} } as never)
  db.close()
}

/** All of it that can still be read, and in which order it goes out. */
async function written(wanted: WantedForm) {
  const db = open(wanted)
  try {
    const pending = new PendingRepository(db)
    const wishes = await pending.readAfter(0)
    const picture = await pending.readFileToUpload(wishes[1]?.messageId ?? ('' as never))
    const draft = await new DraftRepository(db, changes).readDraft(chat1)
    const { messages } = await new CacheRepository(db).readTimeline(chat1, 10)
    return {
      wishes: wishes.map(({ command }) => (command.name === 'sendMessage' ? command.args.content.kind : command.name)),
      messages: messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind)),
      picture: picture && [picture.blob.type, await picture.blob.text(), picture.name],
      draft: draft?.text,
      files: await Promise.all((draft?.images ?? []).map(async ({ blob, name }) => [name, await blob.text()])),
      views: (await db.views.toArray()).map(({ name }) => name),
      desk: (await db.meta.get('desk')) !== undefined,
      feed: await db.meta.get('feed'),
      chats: await db.chats.count(),
    }
  } finally {
    db.close()
  }
}

const KEPT = {
  wishes: ['text', 'image'],
  messages: ['не ушло', 'image'],
  picture: ['image/png', 'снимок', 'а.png'],
  draft: 'не дописано',
  files: [['б.txt', 'файл']],
  views: ['Мои'],
  desk: true,
  // The hub is asked for everything again, as the same hub; nobody was told yet of what the client wrote (spec N5).
  feed: { key: 'feed', feedId: 'feed-1', cursor: 0, me: ME, isFilled: false, untold: [heard.id] },
  chats: 0,
}
const names = async () => (await disk.databases()).map(({ name }) => name)

describe('[I9] a cache that is to be encrypted, or is not any more', () => {
  it('has no database before anybody wrote anything', async () => {
    await settle(PLAIN)
    expect(await names()).toEqual([])
  })

  it('carries over what only this desk has, there and back, and leaves nothing where it was', async () => {
    await write(PLAIN)
    await settle(SEALED)
    expect(await names()).toEqual(['otklik-desk-sealed'])
    expect(await written(SEALED)).toEqual(KEPT)
    expect(forgotten).toEqual(['otklik.desk:otklik-desk', 'otklik.first-list:otklik-desk'])
    await settle(SEALED)
    expect(await written(SEALED)).toEqual(KEPT)
    await settle(PLAIN)
    expect(await names()).toEqual(['otklik-desk'])
    expect(await written(PLAIN)).toEqual(KEPT)
    await settle(SEALED)
    expect(await written(SEALED)).toEqual(KEPT)
  })

  it('leaves a cache alone that is as it should be', async () => {
    await settle(SEALED)
    await write(SEALED)
    await settle(SEALED)
    expect((await written(SEALED)).chats).toBe(1)
  })

  it('lies there without a word of what was written', async () => {
    await settle(SEALED)
    await write(SEALED)
    const raw = new Dexie('otklik-desk-sealed', { indexedDB: disk, IDBKeyRange })
    await raw.open()
    const rows = (await Promise.all(raw.tables.map((table) => table.toArray()))).flat() as object[]
    expect(rows.length).toBeGreaterThan(6)
    const seen = JSON.stringify(rows.map((row) => ({ ...row, box: null, files: null })))
    for (const word of ['не ушло', 'не дописано', first?.clientName ?? '', 'png', 'txt', 'Мои', 'feed-1'])
      expect(seen).not.toContain(word)
    raw.close()
  })

  it.each([
    ['on', PLAIN, SEALED],
    ['off', SEALED, PLAIN],
  ] as const)('loses nothing where Otklik is killed at any moment while it is switched %s', async (_what, from, to) => {
    let steps = 0
    for (let isKilled = true; isKilled; steps += 1) {
      disk = new IDBFactory()
      if (from.form === 'sealed') await settle(SEALED)
      await write(from)
      isKilled = await settle(to, mortal(disk, steps)).then(
        () => false,
        () => true,
      )
      // The next start; and one on which the person (or the company) has changed their mind.
      await settle(steps % 2 === 0 ? to : from)
      await settle(to)
      expect([steps, await written(to)]).toEqual([steps, KEPT])
      expect(await names()).toHaveLength(1)
    }
    expect(steps).toBeGreaterThan(3)
  })

  it('prefers what was written last where both forms are there', async () => {
    await write(PLAIN)
    // Killed after the copy, before the old database was deleted.
    await expect(settle(SEALED, withoutDeleting(disk))).rejects.toThrow()
    const db = open(SEALED)
    await new DraftRepository(db, changes).saveDraft(chat1, { text: 'дописано', images: [] })
    db.close()
    await settle(SEALED)
    expect((await written(SEALED)).draft).toBe('дописано')
  })
})

describe('[I9] a cache whose key is gone', () => {
  const OTHER: WantedForm = { form: 'sealed', vaults: testVaults(2) }
  const LOST = { key: 'lost', messages: 2, drafts: 1, chatIds: [chat1] }
  const lostOf = async (wanted: WantedForm) => {
    const db = open(wanted)
    const lost = await db.meta.get('lost')
    db.close()
    return lost
  }

  it('begins anew with the new key, and says how much was not sent and where', async () => {
    await settle(SEALED)
    await write(SEALED)
    await settle(OTHER)
    expect(await written(OTHER)).toMatchObject({ wishes: [], messages: [], draft: undefined, chats: 0 })
    expect(await lostOf(OTHER)).toEqual(LOST)
    expect(forgotten).toContain('otklik.desk:otklik-desk-sealed')
    const db = open(OTHER)
    // As soon as the hub has told of the conversation again, its client has a name.
    if (first) await new FeedRepository(db, changes, newId).follow('feed-1', ME, false)
    if (first)
      await new FeedRepository(db, changes, newId).apply(
        [{ seq: 1, entity: 'chat', id: first.id, row: first }],
        1,
        true,
      )
    const cache = new CacheRepository(db)
    expect(await cache.readLost()).toMatchObject({ messages: 2, drafts: 1, chats: [expect.stringMatching(/./)] })
    await cache.forgetLost()
    expect(await cache.readLost()).toBeNull()
    db.close()
    // The same key from now on: nothing is lost a second time.
    await settle(OTHER)
    expect(await lostOf(OTHER)).toBeUndefined()
  })

  it('says so also where it is not to be encrypted any longer', async () => {
    await settle(SEALED)
    await write(SEALED)
    await settle({ form: 'plain', vaults: null })
    expect(await names()).toEqual(['otklik-desk'])
    expect(await lostOf(PLAIN)).toEqual(LOST)
  })

  it('knows a key of the same name with other bytes', async () => {
    await settle(SEALED)
    await write(SEALED)
    await settle({ form: 'sealed', vaults: { ...testVaults(2), keyId: testVaults().keyId } })
    expect((await lostOf({ form: 'sealed', vaults: testVaults(2) }))?.key).toBe('lost')
  })
})

/** A disk that is gone after so many requests to open or delete a database. */
function mortal(real: IDBFactory, lives: number): IDBFactory {
  let left = lives
  const live = (): void => {
    if (left === 0) throw new Error('killed')
    left -= 1
  }
  return {
    databases: () => real.databases(),
    cmp: (one, other) => real.cmp(one, other),
    open: (name, version) => {
      live()
      return real.open(name, version)
    },
    deleteDatabase: (name) => {
      live()
      return real.deleteDatabase(name)
    },
  }
}

function withoutDeleting(real: IDBFactory): IDBFactory {
  return {
    databases: () => real.databases(),
    cmp: (one, other) => real.cmp(one, other),
    open: (name, version) => real.open(name, version),
    deleteDatabase: () => {
      throw new Error('killed')
    },
  }
}
