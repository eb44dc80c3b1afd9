import type { ChatId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it } from 'vitest'

import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const T = Date.UTC(2026, 0, 12, 8, 0, 0)

let hub: ModelHub
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  desk = new TestDesk(hub)
})

describe('wishes', () => {
  it('[O2] shows three messages written offline at once and sends them in order', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'один')
    await desk.outbox.sendText(chat1, 'два')
    await desk.outbox.sendText(chat1, 'три')
    expect(await desk.readLines(chat1)).toEqual(['один (local)', 'два (local)', 'три (local)'])
    const [first] = (await desk.cache.readChatList({ filter: 'all', search: '', limit: 1 })).rows
    expect(first?.lastMessage).toMatchObject({ content: { kind: 'text', text: 'три' }, delivery: { state: 'local' } })
    hub.isDown = false
    await desk.untilSettled()
    expect(hub.sent.map(({ content }) => content)).toEqual(
      ['один', 'два', 'три'].map((text) => ({ kind: 'text', text })),
    )
    expect(await desk.readLines(chat1)).toEqual(['один (sent)', 'два (sent)', 'три (sent)'])
  })

  it('[O2] survives a kill between Send and the hub', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.sendText(chat1, 'важное')
    const later = desk.restart()
    expect(await later.readLines(chat1)).toEqual(['важное (local)'])
    hub.isDown = false
    await later.start()
    await later.untilSettled()
    expect(hub.sent).toHaveLength(1)
  })

  it('[M23] sends again after a lost outcome, and the hub applies it once', async () => {
    await desk.start()
    hub.losesOutcomes = true
    await desk.outbox.sendText(chat1, 'раз')
    await desk.until('the command', () => hub.sent.length === 1)
    hub.losesOutcomes = false
    hub.dropAll()
    await desk.untilSettled()
    expect(hub.commands.map(({ id }) => id)).toEqual([hub.commands[0]?.id, hub.commands[0]?.id])
    expect(hub.sent).toHaveLength(1)
    expect(await desk.readLines(chat1)).toEqual(['раз (sent)'])
  })

  it('[M23] shows a refused message as failed, keeps its words and sends it again when told', async () => {
    await desk.start()
    hub.refusalOf = ({ name }) => (name === 'sendMessage' ? { reason: 'tooLong', detail: '1000' } : null)
    const id = await desk.outbox.sendText(chat1, 'слишком длинно')
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['слишком длинно (failed)'])
    expect(desk.refused).toEqual([])
    hub.refusalOf = () => null
    await desk.outbox.retryMessage(id)
    expect(await desk.readLines(chat1)).toEqual(['слишком длинно (local)'])
    await desk.untilSettled()
    expect(hub.sent.map((message) => message.id)).toEqual([id])
  })

  it('[M10] shows a new text at once, until the hub has it, and takes a refused one back', async () => {
    await desk.start()
    const id = await desk.outbox.sendText(chat1, 'в сто')
    await desk.untilSettled()
    hub.isDown = true
    hub.dropAll()
    await desk.outbox.editMessage(id, 'в двести')
    const shown = async () => (await desk.cache.readTimeline(chat1, 10)).messages.find((message) => message.id === id)
    expect(await shown()).toMatchObject({
      content: { text: 'в сто' },
      revision: { kind: 'edit', text: 'в двести', refused: null },
    })
    hub.isDown = false
    await desk.untilSettled()
    expect(await shown()).toMatchObject({ content: { text: 'в двести' }, editedAtMs: 1 })
    hub.refusalOf = () => ({ reason: 'windowClosed', detail: null })
    await desk.outbox.editMessage(id, 'поздно')
    await desk.untilSettled()
    const taken = await shown()
    expect([taken?.content, taken?.revision ?? null]).toEqual([{ kind: 'text', text: 'в двести' }, null])
    expect(desk.refused).toEqual([{ chatId: chat1, command: 'editMessage', reason: 'windowClosed' }])
  })

  it('takes a refused wish back and tells why', async () => {
    await desk.start()
    hub.refusalOf = () => ({ reason: 'unsupported', detail: null })
    await desk.outbox.blockClient(chat1, 'spam')
    expect((await desk.cache.readChat(chat1))?.access).toEqual({ kind: 'blocked' })
    await desk.untilSettled()
    expect((await desk.cache.readChat(chat1))?.access).toEqual({ kind: 'open' })
    expect(desk.refused).toEqual([{ chatId: chat1, command: 'blockClient', reason: 'unsupported' }])
  })

  it('[M23] uploads a picture before its message, as often as it takes; other chats do not wait', async () => {
    await desk.start()
    hub.failingUploads = 2
    const id = await desk.outbox.sendImage(chat1, { blob: new Blob(['12345'], { type: 'image/png' }), name: 'a.png' })
    await desk.outbox.sendText(chat1, 'после картинки')
    await desk.outbox.sendText(chat2, 'другой чат')
    expect((await desk.cache.readLocalImage(id))?.size).toBe(5)
    await desk.untilSettled()
    const order = hub.sent.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
    expect(order).toEqual(['другой чат', 'image', 'после картинки'])
    expect([...hub.uploads.values()]).toEqual([5])
    expect(await desk.cache.readLocalImage(id)).toBeNull()
  })

  it('[M15] [M23] uploads a file of any other kind before its message too', async () => {
    await desk.start()
    hub.failingUploads = 1
    await desk.outbox.sendFile(chat1, { blob: new Blob(['1234567'], { type: 'application/pdf' }), name: 'анкета.pdf' })
    await desk.outbox.sendText(chat1, 'после файла')
    await desk.untilSettled()
    expect(hub.sent.map(({ content }) => content.kind)).toEqual(['file', 'text'])
    expect([...hub.uploads.values()]).toEqual([7])
  })

  it('[M15] waits with a file until the hub has room for it, and says so all the while', async () => {
    await desk.start()
    hub.failingUploads = 2
    hub.hasRoom = false
    await desk.outbox.sendImage(chat1, { blob: new Blob(['12345'], { type: 'image/png' }), name: 'a.png' })
    await desk.untilSettled()
    expect(desk.shares).toEqual([0, 'noRoom', 'noRoom', null])
    expect([...hub.uploads.values()]).toEqual([5])
  })

  it('[M15] cuts off the picture of a message that is taken out, and goes on with the rest of the chat', async () => {
    await desk.start()
    hub.holdsUploads = true
    const id = await desk.outbox.sendImage(chat1, { blob: new Blob(['1234']), name: null })
    await desk.outbox.sendText(chat1, 'Вместо снимка')
    await desk.until('half of it', () => desk.shares.includes(0.5))
    await desk.outbox.discardMessage(id)
    await desk.untilSettled()
    expect([desk.shares, hub.uploads.size]).toEqual([[0, 0.5, null], 0])
    expect(await desk.readLines(chat1)).toEqual(['Вместо снимка (sent)'])
  })

  it('[M15] takes a picture out between two tries', async () => {
    await desk.start()
    hub.failingUploads = Infinity
    const id = await desk.outbox.sendImage(chat1, { blob: new Blob(['1234']), name: null })
    await desk.outbox.sendText(chat1, 'Вместо снимка')
    await desk.until('the first try', () => desk.clock.pendingTimers > 1)
    await desk.outbox.discardMessage(id)
    await desk.untilSettled()
    expect(await desk.readLines(chat1)).toEqual(['Вместо снимка (sent)'])
  })

  it('[M15] begins a picture anew on the next connection', async () => {
    await desk.start()
    hub.holdsUploads = true
    await desk.outbox.sendImage(chat1, { blob: new Blob(['1234']), name: null })
    await desk.until('half of it', () => desk.shares.includes(0.5))
    hub.holdsUploads = false
    hub.dropAll()
    await desk.untilSettled()
    expect([desk.shares, [...hub.uploads.values()]]).toEqual([[0, 0.5, null, 0, null], [4]])
    expect(await desk.readLines(chat1)).toEqual(['image (sent)'])
  })

  it('takes a message that is still here out of the outbox', async () => {
    await desk.start()
    hub.isDown = true
    hub.dropAll()
    const id = await desk.outbox.sendText(chat1, 'передумал')
    await desk.outbox.discardMessage(id)
    expect(await desk.readLines(chat1)).toEqual([])
    expect((await desk.cache.readChat(chat1))?.lastMessage).toBeNull()
    hub.isDown = false
    await desk.untilSettled()
    expect(hub.sent).toEqual([])
    expect(desk.refused).toEqual([])
  })

  it('discards at the hub what it took while its outcome was lost', async () => {
    await desk.start()
    hub.losesOutcomes = true
    const id = await desk.outbox.sendText(chat1, 'передумал')
    await desk.until('the row', async () => (await desk.readLines(chat1))[0] === 'передумал (sent)')
    hub.put({ ...hub.sent[0]!, delivery: { state: 'queued', nextTryAtMs: null } })
    await desk.untilLive()
    await desk.outbox.discardMessage(id)
    expect(await desk.readLines(chat1)).toEqual([])
    hub.losesOutcomes = false
    hub.dropAll()
    await desk.untilSettled()
    expect(hub.messages).toEqual([])
    expect(await desk.readLines(chat1)).toEqual([])
  })

  it('shows a chat as read at once, and as unread when more comes before the hub knows', async () => {
    await desk.start()
    hub.clientWrites(1, 1, T)
    await desk.untilLive()
    hub.losesCommands = true
    await desk.outbox.markRead(chat1)
    await desk.outbox.markRead(chat1)
    expect((await desk.cache.readListFacts()).unreadTotal).toBe(0)
    expect(await desk.cache.countPending()).toBe(1)
    hub.clientWrites(2, 1, T + 1)
    await desk.untilLive()
    expect((await desk.cache.readChat(chat1))?.unread).toBe(2)
  })
})
