import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'

import type { Message } from '#shared/domain/message'

import { DeskDatabase, MIGRATIONS } from './database'
import { demoId, demoMessage, demoRows } from './demo-rows'
import type { Migration } from './migrations/migration'

const NEXT: Migration = {
  version: MIGRATIONS.length + 1,
  stores: { drafts: 'chatId, savedAtMs' },
  upgrade: async (transaction) => {
    await transaction.table('drafts').toCollection().modify({ savedAtMs: 0 })
  },
}

describe('the cache’s schema', () => {
  it('is numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })

  it('[M20] [O2] brings outbox, pictures and drafts of version 1 through the later steps; the feed’s rows come again', async () => {
    const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
    const old = new DeskDatabase({ durability: 'strict', indexedDb, migrations: MIGRATIONS.slice(0, 1) })
    const message = demoMessage(1, 1, 5, { direction: 'out', delivery: { state: 'local' } })
    const command = {
      id: demoId<never>('case', 1),
      name: 'sendMessage',
      args: { messageId: message.id, chatId: message.chatId, content: { kind: 'text', text: 'а' }, writtenAtMs: 5 },
    } as const
    const wish = { id: command.id, chatId: message.chatId, messageId: message.id, command }
    await old.outbox.add(wish)
    await old.messages.put({
      id: message.id,
      chatId: message.chatId,
      negAt: -5,
      unsentMark: 1,
      base: null,
      row: message,
    })
    await old.images.put({
      messageId: message.id,
      fileId: demoId('file', 1),
      blob: new Blob(['x']),
      name: null,
      isUploaded: false,
    })
    await old.drafts.put({ chatId: message.chatId, text: 'не дописал' })
    const [chat] = demoRows(0, 1).chats
    await old
      .table('chats')
      .put({ id: chat!.id, negAt: -1, unreadMark: 1, base: chat!, row: chat!, draftText: 'не дописал' })
    await old.messages.put({
      id: demoId('message', 2),
      chatId: message.chatId,
      negAt: -4,
      base: demoMessage(2, 1, 4),
      row: demoMessage(2, 1, 4),
    })
    await old.meta.put({ key: 'feed', feedId: 'feed-1', cursor: 41, me: demoId('agent', 1), isFilled: true })
    await old.meta.put({ key: 'unread', total: 3 })
    await old.meta.put({ key: 'desk', deskId: 'desk-1' })
    old.close()

    const db = new DeskDatabase({ durability: 'strict', indexedDb, migrations: [...MIGRATIONS, NEXT] })
    expect(await db.outbox.toArray()).toEqual([{ ...wish, order: 1 }])
    expect((await db.messages.toArray()).map(({ id }) => id)).toEqual([message.id])
    expect((await db.images.toArray())[0]?.blob.size).toBe(1)
    expect(await db.drafts.toArray()).toEqual([{ chatId: message.chatId, text: 'не дописал', savedAtMs: 0 }])
    expect(await db.chats.count()).toBe(0)
    expect(await db.meta.toArray()).toEqual([
      { key: 'desk', deskId: 'desk-1' },
      { key: 'feed', feedId: 'feed-1', cursor: 0, me: demoId('agent', 1), isFilled: false },
      { key: 'unread', total: 0 },
    ])
    db.close()
  })

  it('[M10] a message that was kept before messages could be changed is not shown as changed: it comes again', async () => {
    const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
    const old = new DeskDatabase({ durability: 'strict', indexedDb, migrations: MIGRATIONS.slice(0, 3) })
    // As a version without these fields stored it.
    const row: { -readonly [K in keyof Message]?: Message[K] } = demoMessage(1, 1, 5)
    delete row.editedAtMs
    delete row.editableUntilMs
    await old.table('messages').put({ id: row.id, chatId: row.chatId, negAt: -5, base: row, row })
    await old.meta.put({ key: 'feed', feedId: 'feed-1', cursor: 41, me: demoId('agent', 1), isFilled: true })
    old.close()
    const db = new DeskDatabase({ durability: 'strict', indexedDb })
    expect(await db.messages.count()).toBe(0)
    expect(await db.meta.get('feed')).toMatchObject({ cursor: 0, isFilled: false })
    db.close()
  })
})
