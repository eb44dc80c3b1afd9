import { beforeEach, describe, expect, it } from 'vitest'

import type { PageFrame, PortalFrame } from '#shared/contract/portal'
import { TYPING_EVERY_MS, TYPING_SHOWN_MS } from '#shared/domain/site-chat'
import { ManualClock } from '#shared/lib/manual-clock'

import { Chat, type ChatState } from './chat'
import { Outbox } from './outbox'

/** The hub's end of the page's line. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  static last: FakeSocket
  readyState = 0
  readonly sent: PageFrame[] = []

  constructor() {
    super()
    FakeSocket.last = this
  }

  send(text: string): void {
    // Only the page itself writes here.
    this.sent.push(JSON.parse(text) as PageFrame)
  }

  close(): void {
    this.end(1000)
  }

  open(): void {
    this.readyState = FakeSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }

  says(frame: PortalFrame): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }

  end(code: number): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }

  said<T extends PageFrame['type']>(type: T) {
    return this.sent.filter((frame): frame is Extract<PageFrame, { type: T }> => frame.type === type)
  }
}

const WELCOME: PortalFrame = {
  type: 'welcome',
  protocol: 1,
  company: 'Ромашка',
  greeting: '',
  visitorName: '',
  canBegin: true,
  conversations: [],
  canNotify: true,
  email: null,
}
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

let clock: ManualClock
let chat: Chat
let state: ChatState | null
let made: number
let isSeen: boolean
let spoken: string[]

beforeEach(() => {
  Object.assign(globalThis, { WebSocket: FakeSocket })
  clock = new ManualClock()
  made = 0
  isSeen = true
  state = null
  spoken = []
  const kept = new Map<string, string>()
  chat = new Chat({
    place: { key: 'k'.repeat(43), channelId: id(99) },
    socketUrl: 'ws://hub/portal/socket',
    language: 'en',
    outbox: new Outbox(
      {
        get: (name) => kept.get(name) ?? null,
        set: (name, value) => (value === null ? kept.delete(name) : kept.set(name, value)),
      },
      'outbox',
    ),
    clock,
    random: () => 0.5,
    newId: () => id((made += 1)),
    isSeen: () => isSeen,
    changed: (next) => {
      state = next
    },
    heard: () => undefined,
    arrived: (messages) => spoken.push(...messages.map((message) => message.id)),
  })
  chat.start()
  FakeSocket.last.open()
  FakeSocket.last.says(WELCOME)
})

const text = (words: string) => ({ kind: 'text', text: words }) as const

describe('the visitor’s chat', () => {
  it('[N1] tells the hub whether it is looked at, each change once, also one that fell between two lines', () => {
    const first = FakeSocket.last
    expect(first.said('hello')).toMatchObject([{ isLooking: true }])
    chat.hurry()
    isSeen = false
    chat.hurry()
    chat.hurry()
    expect(first.said('looks')).toEqual([{ type: 'looks', isLooking: false }])
    first.end(1006)
    chat.hurry()
    const second = FakeSocket.last
    second.open()
    expect(second.said('hello')).toMatchObject([{ isLooking: false }])
    isSeen = true
    chat.hurry()
    second.says(WELCOME)
    expect(second.said('looks')).toEqual([{ type: 'looks', isLooking: true }])
  })

  it('[N1] goes to the conversation of a notice, now or once it is known, and to no one else’s', () => {
    const conversation = (number: number) =>
      ({ id: id(number), title: null, state: 'open', lastAtMs: number, lastText: '', unread: 0 }) as const
    const socket = FakeSocket.last
    chat.goTo(id(71))
    expect(socket.said('open')).toEqual([])
    const welcome = { ...WELCOME, conversations: [conversation(72), conversation(71)] }
    socket.says(welcome)
    expect(state?.talk.openId).toBe(id(71))
    chat.goTo(id(72))
    expect(socket.said('open').map(({ conversationId }) => conversationId)).toEqual([id(71), id(72)])
    chat.goTo(id(73))
    socket.says(welcome)
    expect(state?.talk.openId).toBe(id(72))
  })

  it('[N1] says which language the page speaks, and takes an address only where it is one', () => {
    const socket = FakeSocket.last
    expect(socket.said('hello')).toMatchObject([{ language: 'en' }])
    expect(state?.talk).toMatchObject({ canNotify: true, email: null })
    chat.setEmail('anna@mail')
    expect([state?.email, socket.said('email')]).toEqual(['refused', []])
    chat.setEmail(' anna@mail.ru ')
    expect([state?.email, socket.said('email')]).toEqual(['saving', [{ type: 'email', email: 'anna@mail.ru' }]])
    socket.says({ type: 'email', email: 'anna@mail.ru', isTaken: true })
    expect([state?.email, state?.talk.email]).toEqual(['rest', 'anna@mail.ru'])
    chat.setEmail(null)
    socket.end(1006)
    expect([state?.email, state?.talk.email]).toEqual(['unsent', 'anna@mail.ru'])
    chat.setEmail(null)
    expect(state?.email).toBe('unsent')
  })

  it('[M23] sends one at a time and keeps the order, also when it is told to wait', () => {
    const socket = FakeSocket.last
    for (const words of ['раз', 'два', 'три']) chat.say(text(words))
    const first = socket.said('say')
    expect(first.map(({ content }) => content)).toEqual([text('раз')])
    const [{ id: firstId = '' } = {}] = first
    socket.says({ type: 'refused', id: firstId, reason: 'tooMany', retryAfterMs: 700 })
    expect(socket.said('say')).toHaveLength(1)
    clock.advance(700)
    expect(socket.said('say').map(({ id: sent }) => sent)).toEqual([firstId, firstId])
    socket.says({ type: 'accepted', id: firstId })
    expect(socket.said('say').at(-1)?.content).toEqual(text('два'))
    expect(state?.waiting.map(({ content }) => content)).toEqual([text('два'), text('три')])
  })

  it('[M23] what is refused for good waits for the person and holds nothing up', () => {
    const socket = FakeSocket.last
    chat.say(text('раз'))
    chat.say(text('два'))
    const [refused] = socket.said('say')
    socket.says({ type: 'refused', id: refused?.id ?? '', reason: 'fileMissing', retryAfterMs: null })
    expect(socket.said('say').at(-1)?.content).toEqual(text('два'))
    expect(state?.waiting[0]?.refused).toBe('fileMissing')
    chat.discard(refused?.id ?? '')
    expect(state?.waiting.map(({ content }) => content)).toEqual([text('два')])
    expect(chat.say(text(' \u200B'))).toBe('empty')
  })

  it('[O1] [M23] a lost line comes back and the same message goes again under its id', () => {
    chat.say(text('раз'))
    const before = FakeSocket.last.said('say')
    FakeSocket.last.end(1006)
    expect(state?.phase).toBe('lost')
    clock.advance(60_000)
    FakeSocket.last.open()
    FakeSocket.last.says(WELCOME)
    expect(FakeSocket.last.said('say')).toEqual(before)
    FakeSocket.last.end(4005)
    expect(state?.phase).toBe('revokedKey')
    const last = FakeSocket.last
    clock.advance(600_000)
    expect(FakeSocket.last).toBe(last)
  })

  it('[M14] gives a sign of typing every two seconds, and shows the company’s for five', () => {
    const socket = FakeSocket.last
    chat.types()
    expect(socket.said('typing')).toHaveLength(0)
    chat.say(text('раз'))
    const conversationId = state?.talk.openId ?? ''
    for (let key = 0; key < 30; key += 1) {
      chat.types()
      clock.advance(200)
    }
    expect(socket.said('typing')).toHaveLength(Math.ceil((30 * 200) / TYPING_EVERY_MS))
    socket.says({ type: 'typing', conversationId })
    expect(state?.isCompanyTyping).toBe(true)
    clock.advance(TYPING_SHOWN_MS - 1)
    expect(state?.isCompanyTyping).toBe(true)
    clock.advance(1)
    expect(state?.isCompanyTyping).toBe(false)
  })

  it('[M6] a conversation that is begun anew is another one', () => {
    chat.say(text('раз'))
    const first = state?.talk.openId
    chat.open(null)
    chat.say(text('два'))
    expect(state?.talk.openId).not.toBe(first)
  })

  it('[L4] tells of each new word of the company’s once: not of what stood there, of changes, or of one’s own', () => {
    const conversation = { id: id(50), title: null, lastText: '', unread: 0, lastAtMs: 0, state: 'open' as const }
    const said = (number: number, isMine = false, words = 'слова') => ({
      ...{ id: id(number), conversationId: id(50), atMs: number, isMine, editedAtMs: null, isRead: false },
      content: text(words),
    })
    const welcome: PortalFrame = { ...WELCOME, conversations: [conversation] }
    const history = (messages: ReturnType<typeof said>[]): PortalFrame => ({
      ...{ type: 'history', conversationId: id(50), hasMore: false, isNewest: true },
      messages,
    })
    const news = (...messages: ReturnType<typeof said>[]): PortalFrame => ({ type: 'messages', messages, removed: [] })
    const first = FakeSocket.last
    first.says(welcome)
    first.says(history([said(1)]))
    expect(spoken).toEqual([])
    first.says(news(said(2), said(3, true)))
    first.says(news(said(2, false, 'иначе')))
    first.says(news({ ...said(3, true), isRead: true }))
    expect(spoken).toEqual([id(2)])
    first.end(1006)
    clock.advance(60_000)
    FakeSocket.last.open()
    FakeSocket.last.says(welcome)
    FakeSocket.last.says(history([said(1), said(2), said(3, true), said(4)]))
    expect(spoken).toEqual([id(2), id(4)])
  })
})
