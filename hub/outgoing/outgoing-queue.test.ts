import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'
import { randomRuns } from '#shared/testing/random-runs'

import { ingestedMessage, type SendFault } from '../channels/fake-channel'
import { chatById } from '../store/chats'
import { insertMessage } from '../store/messages'
import { enqueue, updateQueueRow } from '../store/outgoing'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { SETTLE_AFTER_OUTCOME_MS, SETTLE_AFTER_RESTART_MS } from './outgoing-queue'

let rig: QueueRig

beforeAll(async () => {
  rig = await QueueRig.open()
}, PREPARING_MS)
afterAll(() => rig.close())
beforeEach(() => rig.freshChannel())

async function states(chatId: ChatId) {
  return (await rig.out(chatId)).map((message) => message.delivery?.state)
}

describe('outgoing queue', () => {
  it('[M23] sends in order and says so', async () => {
    const chat = await rig.chat('a')
    await rig.send(chat, 'one')
    await rig.send(chat, 'two')
    await rig.settle()
    expect(rig.platform.texts('a')).toEqual(['one', 'two'])
    expect(await states(chat)).toEqual(['sent', 'sent'])
  })

  it('takes the channel’s time and tells until when it can be deleted', async () => {
    const chat = await rig.chat('a')
    const id = await rig.send(chat, 'one')
    await rig.settle()
    const atMs = rig.platform.accepted[0]?.atMs ?? 0
    expect((await rig.out(chat)).find((message) => message.id === id)).toMatchObject({
      externalId: 'out-1',
      atMs,
      delivery: { state: 'sent' },
      deletableUntilMs: atMs + 3_600_000,
    })
  })

  it('[M23] reads the chat back after a lost answer and does not send again', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'lostAnswer' })
    await rig.send(chat, 'one')
    await rig.send(chat, 'two')
    await rig.settle()
    expect(await states(chat)).toEqual(['unknown', 'queued'])
    await rig.advance(SETTLE_AFTER_OUTCOME_MS)
    await rig.settle()
    expect(rig.platform.texts('a')).toEqual(['one', 'two'])
    expect(await states(chat)).toEqual(['sent', 'sent'])
  })

  it('sends again what the chat does not hold', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'lostRequest' })
    await rig.send(chat, 'one')
    await rig.settle()
    await rig.advance(SETTLE_AFTER_OUTCOME_MS)
    await rig.settle()
    expect(rig.platform.texts('a')).toEqual(['one'])
  })

  it('waits while the chat cannot be read back', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'lostAnswer' })
    rig.platform.unreadable = 2
    await rig.send(chat, 'one')
    await rig.settle()
    await rig.advance(SETTLE_AFTER_OUTCOME_MS)
    await rig.settle()
    expect(await states(chat)).toEqual(['unknown'])
    await rig.advance(60_000)
    await rig.settle()
    await rig.advance(60_000)
    await rig.settle()
    expect(await states(chat)).toEqual(['sent'])
    expect(rig.platform.texts('a')).toEqual(['one'])
  })

  it('[M23] a refused message says why and does not hold up the next', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'refuse', reason: 'rejected' })
    await rig.send(chat, 'one')
    await rig.send(chat, 'two')
    await rig.settle()
    expect((await rig.out(chat)).map((message) => message.delivery)).toEqual([
      { state: 'failed', reason: 'rejected', detail: null },
      { state: 'sent' },
    ])
  })

  it('[M27] a chat that the platform no longer knows becomes read-only and keeps the text', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'refuse', reason: 'chatGone' })
    await rig.send(chat, 'one')
    await rig.settle()
    const stored = await rig.store.read((view) => chatById(view, chat))
    expect(stored?.access).toBe('gone')
    expect((await rig.out(chat)).map(({ content, delivery }) => ({ content, delivery }))).toEqual([
      { content: { kind: 'text', text: 'one' }, delivery: { state: 'failed', reason: 'chatGone', detail: null } },
    ])
  })

  it('obeys what the channel says about when to come back, for the whole channel', async () => {
    const [a, b] = [await rig.chat('a'), await rig.chat('b')]
    rig.platform.faults.push({ kind: 'busy', retryAfterMs: 30_000 })
    await rig.send(a, 'one')
    await rig.settle()
    await rig.send(b, 'other')
    await rig.settle()
    expect(rig.platform.accepted).toEqual([])
    expect((await rig.out(a))[0]?.delivery).toEqual({ state: 'queued', nextTryAtMs: rig.clock.now() + 30_000 })
    await rig.advance(29_999)
    await rig.settle()
    expect(rig.platform.accepted).toEqual([])
    await rig.advance(1)
    await rig.settle()
    expect(rig.platform.texts('a')).toEqual(['one'])
    expect(rig.platform.texts('b')).toEqual(['other'])
  })

  it('keeps to its own backoff where the channel names no time', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'busy', retryAfterMs: null }, { kind: 'busy', retryAfterMs: null })
    await rig.send(chat, 'one')
    await rig.settle()
    await rig.advance(1_000)
    await rig.settle()
    await rig.advance(1_999)
    await rig.settle()
    expect(rig.platform.accepted).toEqual([])
    await rig.advance(1)
    await rig.settle()
    expect(rig.platform.texts('a')).toEqual(['one'])
  })

  it('after a restart treats what was under way as unknown', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'hang', isAccepted: true })
    await rig.send(chat, 'one')
    await untilSending(chat)
    await rig.crash()
    expect(await states(chat)).toEqual(['unknown'])
    await rig.advance(SETTLE_AFTER_RESTART_MS)
    await rig.settle()
    expect(await states(chat)).toEqual(['sent'])
    expect(rig.platform.texts('a')).toEqual(['one'])
  })

  it('[M23] reads the chat back for a message whose outcome could not be written down', async () => {
    const chat = await rig.chat('a')
    const id = rig.newId<MessageId>()
    await rig.store.write(async (tx) => {
      await insertMessage(tx, {
        id,
        chatId: chat,
        externalId: null,
        atMs: tx.nowMs,
        direction: 'out',
        author: { kind: 'system' },
        content: { kind: 'text', text: 'one' },
        quote: null,
        delivery: { state: 'sending' },
        deletableUntilMs: null,
        editableUntilMs: null,
        editedAtMs: null,
        isRead: true,
      })
      await enqueue(tx, { messageId: id, chatId: chat, channelId: rig.channelId, dueAtMs: tx.nowMs })
      await updateQueueRow(tx, id, { attempts: 1, firstAttemptAtMs: tx.nowMs })
    })
    await rig.advance(0)
    await rig.settle()
    expect(await states(chat)).toEqual(['unknown'])
    expect(rig.platform.texts('a')).toEqual([])
    await rig.advance(SETTLE_AFTER_OUTCOME_MS)
    await rig.settle()
    expect(await states(chat)).toEqual(['sent'])
    expect(rig.platform.texts('a')).toEqual(['one'])
  })

  it('shows one message when the channel tells of it before it answers', async () => {
    const chat = await rig.chat('a')
    rig.platform.echoes = true
    await rig.send(chat, 'one')
    await rig.settle()
    expect((await rig.out(chat)).map(({ externalId, author }) => [externalId, author.kind])).toEqual([
      ['out-1', 'system'],
    ])
  })

  it('takes the channel’s word for it when a lost message turns up by webhook only', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'lostRequest' })
    await rig.send(chat, 'one')
    await rig.settle()
    await rig.ingest({
      chats: [],
      messages: [
        ingestedMessage('a', 'told', { kind: 'text', text: 'one' }, { direction: 'out', atMs: rig.clock.now() }),
      ],
    })
    expect(await states(chat)).toEqual(['unknown'])
    await rig.advance(SETTLE_AFTER_OUTCOME_MS)
    await rig.settle()
    expect((await rig.out(chat)).map(({ externalId, delivery }) => [externalId, delivery?.state])).toEqual([
      ['told', 'sent'],
    ])
    expect(rig.platform.accepted).toEqual([])
  })

  it('shows the same words written on the platform’s own page as a message of its own', async () => {
    const chat = await rig.chat('a')
    rig.platform.faults.push({ kind: 'refuse', reason: 'rejected' })
    await rig.send(chat, 'one')
    await rig.settle()
    await rig.ingest({
      chats: [],
      messages: [
        ingestedMessage('a', 'page', { kind: 'text', text: 'one' }, { direction: 'out', atMs: rig.clock.now() + 1000 }),
      ],
    })
    expect((await rig.out(chat)).map(({ externalId, author }) => [externalId, author.kind])).toEqual([
      [null, 'system'],
      ['page', 'outside'],
    ])
  })

  const fault: fc.Arbitrary<SendFault> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<SendFault>({ kind: 'none' }) },
    fc.constant<SendFault>({ kind: 'lostAnswer' }),
    fc.constant<SendFault>({ kind: 'lostRequest' }),
    fc.record({
      kind: fc.constant('lateAccept' as const),
      afterMs: fc.integer({ min: 1, max: SETTLE_AFTER_OUTCOME_MS - 1 }),
    }),
    fc.record({ kind: fc.constant('busy' as const), retryAfterMs: fc.option(fc.integer({ min: 1, max: 9000 })) }),
    fc.constant<SendFault>({ kind: 'refuse', reason: 'rejected' }),
    fc.record({ kind: fc.constant('hang' as const), isAccepted: fc.boolean() }),
  )
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('send' as const),
        chat: fc.constantFrom('a', 'b'),
        text: fc.constantFrom('да', 'нет'),
      }),
    },
    fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
    fc.record({ do: fc.constant('crash' as const) }),
  )

  it('[M23] never sends twice and never loses, whatever fails in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        fc.array(fault, { maxLength: 14 }),
        fc.boolean(),
        async (steps, faults, echoes) => {
          await rig.freshChannel()
          rig.platform.echoes = echoes
          rig.platform.faults.push(...faults)
          const chats = { a: await rig.chat('a'), b: await rig.chat('b') }
          const written = { a: [] as string[], b: [] as string[] }
          for (const one of steps) {
            if (one.do === 'send') {
              const chat = one.chat
              await rig.send(chats[chat], one.text)
              written[chat].push(one.text)
              await pause()
            } else if (one.do === 'advance') await rig.advance(one.ms)
            else await rig.crash()
            await pause()
          }
          rig.platform.faults.length = 0
          await drain(chats)
          for (const name of ['a', 'b'] as const) {
            const rows = await rig.out(chats[name])
            const sent = rows.filter((message) => message.delivery?.state === 'sent')
            const failed = rows.filter((message) => message.delivery?.state === 'failed')
            expect(sent.length + failed.length).toBe(written[name].length)
            expect(rows.length).toBe(written[name].length)
            expect(sent.map((message) => message.externalId).toSorted()).toEqual(
              rig.platform.accepted
                .filter((message) => message.chatExternalId === name)
                .map((message) => message.externalId)
                .toSorted(),
            )
          }
        },
      ),
      randomRuns({ share: 60, full: 600 }),
    )
  })

  /** Crashes whoever hangs and lets time pass until nothing waits. */
  async function drain(chats: { a: ChatId; b: ChatId }): Promise<void> {
    await rig.crash()
    for (let round = 0; round < 100; round += 1) {
      await rig.advance(70_000)
      await rig.settle()
      const open = [...(await states(chats.a)), ...(await states(chats.b))].filter(
        (state) => state !== 'sent' && state !== 'failed',
      )
      if (open.length === 0) return
    }
    throw new Error('The queue did not come to rest.')
  }
})

async function untilSending(chat: ChatId): Promise<void> {
  while (rig.platform.accepted.length === 0 || (await states(chat))[0] !== 'sending') await pause()
}

/** Lets the event loop turn. */
function pause(): Promise<void> {
  return new Promise(setImmediate)
}
