import type { Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 as newId } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'

import { localCacheChanges } from './cache-changes'
import { CacheRepository } from './cache.repository'
import { DeskDatabase } from './database'
import { demoId, demoMessage, demoRows } from './demo-rows'
import { DraftRepository } from './draft.repository'
import { FeedRepository } from './feed.repository'
import { OutboxRepository } from './outbox.repository'
import { OutboxWriter } from './outbox-writer'

const ME = demoId<AgentId>('agent', 1)
const changes = localCacheChanges()
let db: DeskDatabase
let feed: FeedRepository
let outbox: OutboxRepository
let drafts: DraftRepository
let cache: CacheRepository
let oldChat: Chat

beforeEach(async () => {
  db = new DeskDatabase({ durability: 'relaxed', indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange } })
  feed = new FeedRepository(db, changes, newId)
  const clock = new ManualClock()
  outbox = new OutboxRepository(db, changes, clock, newId, new OutboxWriter(db, changes, clock, newId))
  drafts = new DraftRepository(db, changes)
  cache = new CacheRepository(db)
  const [first] = demoRows(1, 1).chats
  if (!first) throw new Error('no demo chat')
  oldChat = first
  await feed.follow('feed-1', ME, false)
  await feed.apply([chatChange(oldChat, 1)], 1, true)
})

describe('what was written for a hub whose database was lost', () => {
  it('[M20] comes back with the conversation, whatever its new id is', async () => {
    await drafts.saveDraft(oldChat.id, { text: 'Недописанное', images: [] })
    await outbox.sendText(oldChat.id, 'Неотправленное')
    expect(await feed.follow('feed-2', ME, false)).toBe('emptied')
    await feed.apply([], 1, true)
    expect(await db.outbox.count()).toBe(1)

    const newChat: Chat = { ...oldChat, id: newId() as ChatId, lastMessage: null, unread: 0 }
    await feed.apply([chatChange(newChat, 2)], 2, true)
    expect(await drafts.readDraft(newChat.id)).toEqual({ text: 'Недописанное', images: [] })
    expect(await drafts.readDraft(oldChat.id)).toBeNull()
    expect((await cache.readChat(newChat.id))?.draftText).toBe('Недописанное')
    expect((await cache.readTimeline(newChat.id, 10)).messages.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Неотправленное' },
    ])
    const [wish] = await db.outbox.toArray()
    expect(wish).toMatchObject({ chatId: newChat.id, command: { name: 'sendMessage', args: { chatId: newChat.id } } })
    expect(await db.meta.get('strays')).toBeUndefined()
  })

  it('[M23] shows as failed what the lost hub had taken and not sent on, and drops what it had sent', async () => {
    const own = (number: number, state: 'queued' | 'sent'): Message => ({
      ...demoMessage(number, 1, number),
      id: newId() as MessageId,
      chatId: oldChat.id,
      direction: 'out',
      content: { kind: 'text', text: state },
      delivery: state === 'queued' ? { state, nextTryAtMs: null } : { state },
    })
    await feed.apply(
      [own(1, 'queued'), own(2, 'sent')].map((row, at) => messageChange(row, at + 2)),
      3,
      true,
    )
    await feed.follow('feed-2', ME, false)
    await feed.apply([chatChange({ ...oldChat, id: newId() as ChatId }, 1)], 1, true)
    const left = await db.messages.toArray()
    expect(left.map(({ row }) => [row.content, row.delivery])).toEqual([
      [
        { kind: 'text', text: 'queued' },
        { state: 'failed', reason: 'rejected', detail: null },
      ],
    ])
  })

  it('waits for ever rather than being dropped when the conversation never comes', async () => {
    await drafts.saveDraft(oldChat.id, { text: 'Недописанное', images: [] })
    await feed.follow('feed-2', ME, false)
    await feed.apply([chatChange({ ...oldChat, id: newId() as ChatId, externalId: 'another' }, 1)], 1, true)
    await feed.follow('feed-3', ME, false)
    expect(await db.meta.get('strays')).toEqual({
      key: 'strays',
      chats: [{ chatId: oldChat.id, externalId: oldChat.externalId }],
    })
    expect(await drafts.readDraft(oldChat.id)).toEqual({ text: 'Недописанное', images: [] })
  })
})

function chatChange(row: Chat, seq: number): Change {
  return { seq, entity: 'chat', id: row.id, row }
}

function messageChange(row: Message, seq: number): Change {
  return { seq, entity: 'message', id: row.id, row }
}
