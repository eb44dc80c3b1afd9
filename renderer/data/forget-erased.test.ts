import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { v7 as newId } from 'uuid'

import type { CallId, CommandId, MessageId } from '#shared/domain/ids'

import { localCacheChanges } from './cache-changes'
import { DeskDatabase } from './database'
import { demoRows } from './demo-rows'
import { FeedRepository } from './feed.repository'

it('[C9] of a person whose data was erased nothing stays on a desk, whatever was written and not sent; others keep all', async () => {
  const rows = demoRows(1_000_000)
  const db = new DeskDatabase({
    durability: 'strict',
    indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange },
  })
  const feed = new FeedRepository(db, localCacheChanges(), newId)
  await feed.follow('feed', rows.me.id, false)
  const [gone, other] = [rows.chats[0]!, rows.chats[1]!]
  const mine = rows.messages.filter(({ chatId }) => chatId === gone.id)
  const call = { ...rows.calls[0]!, id: newId() as CallId, chatId: gone.id }
  await feed.apply(
    [
      { seq: 1, entity: 'agent', id: rows.me.id, row: rows.me },
      ...rows.chats.map((row) => ({ seq: 2, entity: 'chat', id: row.id, row }) as const),
      ...rows.messages.map((row) => ({ seq: 3, entity: 'message', id: row.id, row }) as const),
      { seq: 4, entity: 'call', id: call.id, row: call },
    ],
    4,
    true,
  )
  for (const { id: chatId } of [gone, other]) {
    const messageId = newId() as MessageId
    const content = { kind: 'text' as const, text: 'не отправлено' }
    const command = {
      id: newId() as CommandId,
      name: 'sendMessage' as const,
      args: { messageId, chatId, content, writtenAtMs: 1 },
    }
    await db.outbox.add({ id: command.id, chatId, messageId, command })
    await db.drafts.put({ chatId, text: 'недописано' })
  }
  await db.remarkDrafts.put({ callId: call.id, text: 'заметка', changedAtMs: 1, isSent: false })
  const others = rows.messages.length - mine.length

  await feed.apply(
    [
      ...mine.map(({ id }) => ({ seq: 5, entity: 'message', id, row: null }) as const),
      { seq: 6, entity: 'call', id: call.id, row: null },
      { seq: 7, entity: 'chat', id: gone.id, row: null, isErased: true },
    ],
    7,
    true,
  )
  const left: string[] = []
  for (const table of db.tables)
    for (const row of await table.toArray()) if (JSON.stringify(row).includes(gone.id)) left.push(table.name)
  expect(left).toEqual([])
  expect(await db.remarkDrafts.count()).toBe(0)
  expect((await db.outbox.toArray()).map(({ chatId }) => chatId)).toEqual([other.id])
  expect((await db.drafts.toArray()).map(({ chatId }) => chatId)).toEqual([other.id])
  expect(await db.chats.count()).toBe(rows.chats.length - 1)
  expect(await db.messages.count()).toBe(others)
})
