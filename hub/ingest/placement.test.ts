import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Capabilities } from '#shared/domain/capabilities'
import type { ChatId, MessageId } from '#shared/domain/ids'
import { randomRuns } from '#shared/testing/random-runs'

import { fakeCapabilities, ingestedMessage } from '../channels/fake-channel'
import type { IngestedMessage } from '../channels/channel'
import { accepted } from '../outgoing/queue-steps'
import { presentChats } from '../store/chats'
import { historyPage, insertMessage, messageById } from '../store/messages'
import { enqueue, queueRow, updateQueueRow } from '../store/outgoing'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'

const AT = Date.UTC(2026, 0, 12, 8)
const text = (words: string) => ({ kind: 'text' as const, text: words })

let rig: QueueRig
let chats = 0
let platform: Platform

beforeAll(async () => {
  rig = await QueueRig.open()
}, PREPARING_MS)
afterAll(() => rig.close())
beforeEach(async () => {
  platform = await Platform.open()
})

interface Listed {
  readonly externalId: string
  readonly atMs: number
  readonly direction: 'in' | 'out'
}

/** One chat as its platform has it, and a driver that tells the hub of parts of it, as the real one does. */
class Platform {
  readonly listed: Listed[] = []
  private readonly underWay: { readonly id: MessageId; externalId: string | null }[] = []
  private atMs = AT
  private counter = 0
  /** Read on the platform's own page: every telling says so from now on. */
  isRead = false

  private constructor(
    readonly name: string,
    readonly chat: ChatId,
  ) {}

  static async open(): Promise<Platform> {
    chats += 1
    const name = `chat ${String(chats)}`
    return new Platform(name, await rig.chat(name))
  }

  write(secondsLater = 0, direction: 'in' | 'out' = 'in', externalId = this.nextId()): string {
    this.atMs += secondsLater * 1000
    this.listed.push({ externalId, atMs: this.atMs, direction })
    return externalId
  }

  /** `isLate` are handed over by the function that is answered, one by one. */
  async tell(from: number, to: number, isLate: (index: number) => boolean = () => false): Promise<() => Promise<void>> {
    const first = this.listed[Math.min(to, this.listed.length) - 1]
    // A driver reads from the newest on: it knows what else is newer in the second of its page's newest.
    const seen = this.listed.filter((one, index) => index >= from && (index < to || one.atMs === first?.atMs))
    const batch = this.listed.slice(from, to).map(({ externalId, atMs, direction }) => {
      const moment = seen.filter((other) => other.atMs === atMs).map((other) => other.externalId)
      return ingestedMessage(this.name, externalId, text(externalId), {
        atMs,
        direction,
        moment,
        isReadByUs: this.isRead,
      })
    })
    await this.ingest(batch.filter((_, index) => !isLate(index)))
    return async () => {
      for (const message of batch.filter((_, index) => isLate(index))) await this.ingest([message])
    }
  }

  tellAll(): Promise<unknown> {
    return this.tell(0, this.listed.length)
  }

  /** Written here under an id of a desk whose clock is off by so much; the request has left. */
  async send(clockOffMs = 0): Promise<void> {
    const id = v7({ msecs: rig.clock.now() + clockOffMs }) as MessageId
    await rig.store.write(async (tx) => {
      await insertMessage(tx, {
        id,
        chatId: this.chat,
        externalId: null,
        atMs: rig.clock.now(),
        direction: 'out',
        author: { kind: 'system' },
        content: text(id),
        quote: null,
        delivery: { state: 'sending' },
        deletableUntilMs: null,
        editableUntilMs: null,
        editedAtMs: null,
        isRead: true,
      })
      await enqueue(tx, { messageId: id, chatId: this.chat, channelId: rig.channelId, dueAtMs: rig.clock.now() })
      await updateQueueRow(tx, id, { firstAttemptAtMs: rig.clock.now() })
    })
    this.underWay.push({ id, externalId: null })
  }

  /** The oldest one under way stands in the chat; nobody here knows yet. */
  take(secondsLater = 0): void {
    const own = this.underWay[0]
    if (own && own.externalId === null) own.externalId = this.write(secondsLater, 'out', own.id)
  }

  /** The answer arrives; `guessedLater`: it says no time, and is so much later itself, in seconds. */
  async answer(capabilities: Capabilities = fakeCapabilities, guessedLater = 0): Promise<void> {
    const own = this.underWay[0]
    if (!own || own.externalId === null) return
    this.underWay.shift()
    const { id, externalId } = own
    const atMs = (this.listed.find((one) => one.externalId === externalId)?.atMs ?? 0) + guessedLater * 1000
    await rig.store.write(async (tx) => {
      const row = await queueRow(tx, id)
      const message = await messageById(tx, id)
      if (!row || !message) throw new Error('nothing is under way')
      const source = { channelId: rig.channelId, capabilities, newId: rig.newId }
      await accepted(tx, source, row, message, externalId, atMs)
    })
  }

  async settle(): Promise<void> {
    while (this.underWay.length > 0) {
      this.take()
      await this.answer()
    }
    await this.tellAll()
  }

  async shown(): Promise<readonly (string | null)[]> {
    return (await rig.out(this.chat)).map(({ externalId }) => externalId)
  }

  order(): readonly string[] {
    return this.listed.map(({ externalId }) => externalId)
  }

  private ingest(messages: readonly IngestedMessage[]): Promise<void> {
    return rig.ingest({ chats: [], messages })
  }

  private nextId(): string {
    this.counter += 1
    return `${this.name}, ${String(this.counter)}`
  }
}

describe('messages of one second', () => {
  it('keep their order when the older ones are told of later, and the newest stays the last', async () => {
    for (let number = 1; number <= 75; number += 1) platform.write()
    await platform.tell(55, 75)
    await platform.tell(0, 75)
    expect(await platform.shown()).toEqual(platform.order())
    const [chat] = await rig.store.read((view) => presentChats(view, [platform.chat]))
    expect(chat?.lastMessage?.content).toEqual(text(platform.order().at(-1) ?? ''))
  })

  it('keep it over pages of history that end within the second', async () => {
    for (let number = 1; number <= 300; number += 1) platform.write()
    await platform.tell(280, 300)
    for (const [from, to] of [
      [200, 300],
      [100, 200],
      [0, 100],
    ] as const)
      await platform.tell(from, to)
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M7] keep the place of pictures that are handed over after the texts around them', async () => {
    platform.write(-1)
    for (let number = 1; number <= 60; number += 1) platform.write()
    const pictures = await platform.tell(0, 61, (index) => index > 5 && index < 55)
    await pictures()
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('are paged through without a gap or a repetition', async () => {
    for (let number = 1; number <= 40; number += 1) platform.write(number === 20 ? 1 : 0)
    await platform.tell(30, 40)
    await platform.tell(0, 40)
    const paged: (string | null)[] = []
    for (let before = null as { id: MessageId; atMs: number } | null; ;) {
      const page = await rig.store.read((view) => historyPage(view, platform.chat, before, 7))
      paged.push(...page.map(({ externalId }) => externalId))
      const last = page.at(-1)
      if (!last) break
      before = last
    }
    const ofPlatform = paged.filter((externalId) => externalId !== null)
    expect(ofPlatform).toEqual(platform.order().toReversed())
  })
})

describe('one of ours in the second of a client’s messages', () => {
  it('[M1] stands after what was there before it, though it was written earlier', async () => {
    await platform.send()
    rig.clock.advance(5000)
    platform.write()
    await platform.tellAll()
    platform.take()
    await platform.answer()
    platform.write()
    await platform.settle()
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M1] stands before what came after it, also when its own answer is the last to come', async () => {
    await platform.send()
    rig.clock.advance(5000)
    platform.write()
    await platform.tellAll()
    platform.take()
    platform.write()
    await platform.tellAll()
    await platform.answer()
    await platform.settle()
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M1] stands by its time alone where the platform’s times are exact, also when its own answer is the last to come', async () => {
    await platform.send()
    platform.take()
    platform.write(0.4)
    await platform.tellAll()
    await platform.answer({ ...fakeCapabilities, exactTimes: true })
    expect(await platform.shown()).toEqual(platform.order())
  })

  it.each([0, 2])('[M1] stands where it is listed, though its answer said no time and came %i s late', async (late) => {
    await platform.send()
    platform.write()
    await platform.tellAll()
    platform.take()
    await platform.answer(fakeCapabilities, late)
    platform.write()
    platform.write(1)
    await platform.tell(0, 4)
    expect(await platform.shown()).toEqual(platform.order())
    await platform.tell(0, 4)
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M1] stands after what is first told of together with it', async () => {
    await platform.send()
    platform.write()
    platform.take(0)
    await platform.answer(fakeCapabilities, 1)
    await platform.tellAll()
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M1] makes room among what is told to be read in the same breath', async () => {
    // Written on a desk whose clock is ahead: its id is newer than the client's.
    await platform.send(60_000)
    platform.take()
    platform.write()
    await platform.tell(1, 2)
    await platform.answer()
    platform.write()
    platform.isRead = true
    await platform.tellAll()
    expect(await platform.shown()).toEqual(platform.order())
  })

  it('[M1] keeps its own time for the hour in which it can be deleted', async () => {
    platform.write()
    await platform.send(-60_000)
    await platform.tellAll()
    platform.take()
    await platform.answer()
    const own = (await rig.out(platform.chat)).at(-1)
    expect([own?.atMs, own?.deletableUntilMs]).toEqual([AT + 1, AT + (fakeCapabilities.deletion?.withinMs ?? 0)])
  })
})

describe('whatever is told when', () => {
  const part = fc.record({ from: fc.nat({ max: 30 }), length: fc.integer({ min: 1, max: 12 }) })
  const later = fc.constantFrom(0, 0, 0, 1)
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), later }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('tell' as const), part, late: fc.array(fc.nat({ max: 11 })) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('late' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('send' as const), clockOffMs: fc.constantFrom(0, -60_000, 60_000) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), later }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), guessedLater: later }) },
  )

  it('[M1] the order here is the platform’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        platform = await Platform.open()
        const waiting: (() => Promise<void>)[] = []
        for (const one of steps) {
          rig.clock.advance(7)
          switch (one.do) {
            case 'write':
              platform.write(one.later)
              break
            case 'tell': {
              const to = Math.max(0, platform.listed.length - one.part.from)
              const from = Math.max(0, to - one.part.length)
              waiting.push(await platform.tell(from, to, (index) => one.late.includes(index)))
              break
            }
            case 'late':
              await waiting.shift()?.()
              break
            case 'send':
              await platform.send(one.clockOffMs)
              break
            case 'take':
              platform.take(one.later)
              break
            case 'answer':
              await platform.answer(fakeCapabilities, one.guessedLater)
              break
          }
        }
        for (const handOver of waiting) await handOver()
        await platform.settle()
        expect(await platform.shown()).toEqual(platform.order())
      }),
      randomRuns({ share: 60, full: 1500 }),
    )
  })
})
