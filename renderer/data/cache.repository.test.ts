import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'

import { localCacheChanges } from './cache-changes'
import { CacheRepository } from './cache.repository'
import { DeskDatabase } from './database'
import { demoId, demoRows, type DeskRows } from './demo-rows'
import { DraftRepository } from './draft.repository'
import { FeedRepository } from './feed.repository'
import { OutboxRepository } from './outbox.repository'
import { OutboxWriter } from './outbox-writer'

const NOW = Date.UTC(2026, 0, 12, 9, 0, 0)
const chat3 = demoId<ChatId>('chat', 3)

let db: DeskDatabase
let cache: CacheRepository
let outbox: OutboxRepository
let drafts: DraftRepository
let feed: FeedRepository
let rows: DeskRows

beforeEach(async () => {
  db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange } })
  const changes = localCacheChanges()
  cache = new CacheRepository(db)
  const clock = new ManualClock(NOW)
  outbox = new OutboxRepository(db, changes, clock, newId, new OutboxWriter(db, changes, clock, newId))
  drafts = new DraftRepository(db, changes)
  feed = new FeedRepository(db, changes, newId)
  rows = demoRows(NOW, 30)
  await feed.follow('feed', rows.me.id, false)
  await feed.apply(
    [
      { seq: 9, entity: 'agent', id: rows.me.id, row: rows.me },
      ...rows.channels.map((row) => ({ seq: 9, entity: 'channel', id: row.id, row }) as const),
      ...rows.chats.map((row) => ({ seq: 9, entity: 'chat', id: row.id, row }) as const),
      ...rows.messages.map((row) => ({ seq: 9, entity: 'message', id: row.id, row }) as const),
      ...rows.calls.map((row) => ({ seq: 9, entity: 'call', id: row.id, row }) as const),
    ],
    9,
    true,
  )
})

describe('the list', () => {
  it('is newest first and knows whether there is more', async () => {
    const page = await cache.readChatList({ filter: 'all', search: '', limit: 10 })
    const expected = [...rows.chats].sort((a, b) => b.lastAtMs - a.lastAtMs).slice(0, 10)
    expect(page).toEqual({
      offset: 0,
      rows: expected.map((chat) => ({ ...chat, draftText: null })),
      hasMore: true,
      isFirstFill: false,
    })
    expect((await cache.readChatList({ filter: 'all', search: '', limit: 30 })).hasMore).toBe(false)
  })

  it('[L2] is read from any place on as it stands there in the whole', async () => {
    for (const filter of ['all', 'unread', 'open', 'mine', 'queue', 'closed'] as const) {
      const whole = await cache.readChatList({ filter, search: '', limit: 1_000 })
      for (const [offset, limit] of [
        [0, 3],
        [1, 4],
        [7, 5],
        [whole.rows.length - 1, 5],
        [whole.rows.length + 3, 5],
      ] as const) {
        if (offset < 0) continue
        expect(await cache.readChatList({ filter, search: '', offset, limit })).toEqual({
          offset,
          rows: whole.rows.slice(offset, offset + limit),
          hasMore: whole.rows.length > offset + limit,
          isFirstFill: false,
        })
      }
      expect(await cache.countChats(filter)).toBe(whole.rows.length)
    }
  })

  it('[M24] has only chats with unread messages when asked', async () => {
    const page = await cache.readChatList({ filter: 'unread', search: '', limit: 100 })
    const unread = rows.chats.filter((chat) => chat.unread > 0)
    expect(page.rows.map(({ id }) => id).sort()).toEqual(unread.map(({ id }) => id).sort())
    expect((await cache.readListFacts()).unreadTotal).toBe(unread.reduce((sum, chat) => sum + chat.unread, 0))
    expect((await cache.readListFacts()).unreadChats).toBe(unread.length)
  })

  it('[O2] is searched by name, subject and phone, together with the filter', async () => {
    const byName = await cache.readChatList({ filter: 'all', search: 'ковалева', limit: 100 })
    expect(byName.rows.length).toBe(rows.chats.filter(({ clientName }) => clientName === 'Анна Ковалёва').length)
    const byPhone = await cache.readChatList({ filter: 'all', search: '204 1002', limit: 100 })
    expect(byPhone.rows.map(({ id }) => id)).toEqual([demoId('chat', 2)])
    const none = await cache.readChatList({ filter: 'unread', search: '204 1002', limit: 100 })
    expect(none).toEqual({ offset: 0, rows: [], hasMore: false, isFirstFill: false })
  })

  it('moves a chat up with an own message and back when that is given up', async () => {
    const id = await outbox.sendText(chat3, 'Сейчас посмотрю')
    const [first] = (await cache.readChatList({ filter: 'all', search: '', limit: 1 })).rows
    expect(first?.id).toBe(chat3)
    await outbox.discardMessage(id)
    const page = await cache.readChatList({ filter: 'all', search: '', limit: 100 })
    expect(page.rows.find((chat) => chat.id === chat3)).toEqual({
      ...rows.chats.find((chat) => chat.id === chat3),
      draftText: null,
    })
  })
})

describe('a timeline', () => {
  it('has the newest messages in time order', async () => {
    const { messages, hasOlder } = await cache.readTimeline(chat3, 5)
    const all = rows.messages.filter(({ chatId }) => chatId === chat3)
    expect(messages).toEqual(all.slice(-5))
    expect(hasOlder).toBe(true)
  })

  it('puts own messages last even where this desk’s clock is behind', async () => {
    const late = {
      ...rows.messages.find(({ chatId }) => chatId === chat3)!,
      id: newId() as MessageId,
      atMs: NOW + 90_000,
    }
    await feed.apply([{ seq: 10, entity: 'message', id: late.id, row: late }], 10, true)
    const ids = [await outbox.sendText(chat3, 'один'), await outbox.sendText(chat3, 'два')]
    const { messages } = await cache.readTimeline(chat3, 3)
    expect(messages.map(({ id }) => id)).toEqual([late.id, ...ids])
  })

  it('[M8] shows a deletion at once', async () => {
    const own = rows.messages.find(({ chatId, direction }) => chatId === chat3 && direction === 'out')!
    await outbox.deleteMessage(own.id)
    const { messages } = await cache.readTimeline(chat3, 100)
    expect(messages.find(({ id }) => id === own.id)).toEqual({
      ...own,
      content: { kind: 'deleted' },
      revision: null,
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
    })
  })
})

describe('drafts', () => {
  it('[M20] keep words and pictures, and show their first line in the list', async () => {
    const image = { blob: new Blob(['png'], { type: 'image/png' }), name: 'a.png' }
    await drafts.saveDraft(chat3, { text: 'Первая строка\nвторая', images: [image] })
    const draft = await drafts.readDraft(chat3)
    expect({
      text: draft?.text,
      names: draft?.images.map(({ name }) => name),
      bytes: await draft?.images[0]?.blob.text(),
    }).toEqual({ text: 'Первая строка\nвторая', names: ['a.png'], bytes: 'png' })
    expect((await cache.readChat(chat3))?.draftText).toBe('Первая строка')
    await drafts.saveDraft(chat3, { text: '', images: [] })
    expect([await drafts.readDraft(chat3), (await cache.readChat(chat3))?.draftText]).toEqual([null, null])
  })

  it('[M21] keep which files of a template are still to come', async () => {
    const file = { fileId: 'f' as FileId, name: 'a.pdf', mimeType: 'application/pdf', bytes: 3 }
    await drafts.saveDraft(chat3, { text: '', images: [], awaited: [file] })
    expect(await drafts.readDraft(chat3)).toEqual({ text: '', images: [], awaited: [file] })
    expect((await cache.readChat(chat3))?.draftText).toBe('')
    await drafts.saveDraft(chat3, null)
    expect(await drafts.readDraft(chat3)).toBeNull()
  })

  it('[M20] are told to the list when they begin and end, and their words once writing rests', async () => {
    const changes = localCacheChanges()
    const told: unknown[] = []
    changes.on(({ chats }) => {
      if (chats) told.push(chats)
    })
    const writing = { isWriting: true }
    const written = new DraftRepository(db, changes, writing)
    for (const text of ['Д', 'До', 'Доб']) await written.saveDraft(chat3, { text, images: [] })
    expect(told).toEqual([[chat3]])
    // What the list reads for another reason is right all the same.
    expect((await cache.readChat(chat3))?.draftText).toBe('Доб')
    written.tellRows()
    written.tellRows()
    expect(told).toEqual([[chat3], [chat3]])
    await written.saveDraft(chat3, { text: 'Добр', images: [] })
    await written.saveDraft(chat3, null)
    expect(told).toEqual([[chat3], [chat3], [chat3]])
    writing.isWriting = false
    for (const text of ['Д', 'До']) await written.saveDraft(chat3, { text, images: [] })
    expect(told).toHaveLength(5)
  })

  it('[M20] survive a change of their chat', async () => {
    await drafts.saveDraft(chat3, { text: 'не отправлено', images: [] })
    const chat = rows.chats.find(({ id }) => id === chat3)!
    await feed.apply([{ seq: 11, entity: 'chat', id: chat3, row: { ...chat, unread: 9 } }], 11, true)
    expect(await cache.readChat(chat3)).toMatchObject({ draftText: 'не отправлено', unread: 9 })
  })
})

describe('calls', () => {
  it('are newest first and seen at once when marked', async () => {
    const calls = await cache.readCalls(3)
    expect(calls).toEqual(rows.calls.slice(0, 3))
    const missed = rows.calls.find(({ isSeen }) => !isSeen)!
    await outbox.markCallsSeen([missed.id])
    await outbox.markCallsSeen([missed.id])
    expect((await cache.readCalls(10)).every(({ isSeen }) => isSeen)).toBe(true)
    expect([await cache.countPending(), await cache.countUnsent()]).toEqual([1, 0])
  })
})

describe('[I3] what an update waits for', () => {
  it('is every answer that the hub does not have, and which of them carry a file', async () => {
    expect(await cache.readUnsent()).toEqual({ messages: 0, files: 0 })
    await outbox.markRead(chat3)
    await outbox.sendText(chat3, 'Да, открыта')
    await outbox.sendFile(chat3, { blob: new Blob(['договор']), name: 'договор.pdf' })
    expect(await cache.readUnsent()).toEqual({ messages: 2, files: 1 })
  })
})

describe('what is gone', () => {
  it('leaves list, timeline and the unread total', async () => {
    const before = (await cache.readListFacts()).unreadTotal
    const chat = rows.chats.find(({ id }) => id === chat3)!
    const gone = rows.messages.find(({ chatId }) => chatId === demoId('chat', 4))!
    await feed.apply(
      [
        { seq: 12, entity: 'chat', id: chat3, row: null },
        { seq: 13, entity: 'message', id: gone.id, row: null },
      ],
      13,
      true,
    )
    expect(await cache.readChat(chat3)).toBeNull()
    expect((await cache.readListFacts()).unreadTotal).toBe(before - chat.unread)
    const { messages } = await cache.readTimeline(gone.chatId, 100)
    expect(messages.map(({ id }) => id)).not.toContain(gone.id)
  })

  it('applies a batch that came before only once', async () => {
    const chat = rows.chats.find(({ id }) => id === chat3)!
    const older = [{ seq: 5, entity: 'chat', id: chat3, row: { ...chat, unread: 50 } } as const]
    expect(await feed.apply(older, 5, true)).toBeNull()
    expect((await cache.readChat(chat3))?.unread).toBe(chat.unread)
  })
})
