import type { PageFrame, PortalFrame, PortalMessage } from '#shared/contract/portal'
import { isMailAddress } from '#shared/domain/mail'
import { TYPING_EVERY_MS, TYPING_SHOWN_MS, textRefusal, type SayRefusal } from '#shared/domain/site-chat'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import { Line } from './line'
import type { Outbox, OutboxItem } from './outbox'
import { afterFrame, NO_TALK, opened, type Talk } from './talk'
import type { Place } from './visitor-key'
import type { ClosedWord, Language } from './words'

export interface ChatState {
  readonly talk: Talk
  readonly phase: 'connecting' | 'ready' | 'lost' | ClosedWord
  readonly waiting: readonly OutboxItem[]
  readonly isCompanyTyping: boolean
  readonly email: EmailState
}

/** `unsent`: there was no line; `refused`: it is no address. */
export type EmailState = 'rest' | 'saving' | 'unsent' | 'refused'

export interface ChatOptions {
  readonly place: Place & { readonly key: string }
  readonly socketUrl: string
  readonly language: Language
  readonly outbox: Outbox
  readonly clock: Clock
  readonly random: () => number
  readonly newId: () => string
  /** Does the person look at the conversation now? */
  readonly isSeen: () => boolean
  readonly changed: (state: ChatState) => void
  /** What the hub says, after it was taken in here. */
  readonly heard: (frame: PortalFrame) => void
  /**
   * New words of the company's, each once: neither what stood there when the page was opened nor what was changed since;
   * and those of which nothing may be left.
   */
  readonly arrived: (messages: readonly PortalMessage[], removed: readonly string[]) => void
}

/** One visitor's chat: what is shown, what waits, and the line between. Knows nothing of the page that draws it. */
export class Chat {
  private talk = NO_TALK
  private phase: ChatState['phase'] = 'connecting'
  private readonly line: Line
  /** Of the message that the hub is asked to take now. */
  private asked: string | null = null
  private again: Disposable | null = null
  private typingEnds: Disposable | null = null
  private typingSaidMs = 0
  private readonly had = new Set<string>()
  private readUpTo: string | null = null
  private email: EmailState = 'rest'
  /** What the hub was told last. */
  private saidLooking = false
  /** The conversation that the person asked for before it was there. */
  private wishedId: string | null = null

  constructor(private readonly options: ChatOptions) {
    this.line = new Line({
      url: options.socketUrl,
      key: options.place.key,
      channelId: options.place.channelId,
      language: options.language,
      pageId: options.newId(),
      isLooking: () => {
        this.saidLooking = options.isSeen()
        return this.saidLooking
      },
      clock: options.clock,
      random: options.random,
      listener: {
        frame: (frame) => {
          this.handle(frame)
          options.heard(frame)
        },
        lost: () => {
          this.asked = null
          if (this.email === 'saving') this.email = 'unsent'
          this.move(this.phase === 'connecting' ? 'connecting' : 'lost')
        },
        closed: (why) => {
          this.move(why)
        },
      },
    })
  }

  start(): void {
    this.line.open()
    this.tell()
  }

  /** Until `start`. */
  rest(): void {
    this.line.rest()
    this.asked = null
    this.again?.dispose()
    this.typingEnds?.dispose()
  }

  /** `false`: there is no line, and it was not said. */
  send(frame: PageFrame): boolean {
    return this.line.send(frame)
  }

  hurry(): void {
    this.line.hurry()
    this.sayLooking()
    this.look()
  }

  /** Once it is known, if it is this visitor's. */
  goTo(conversationId: string): void {
    const isThere = this.talk.conversations.some(({ id }) => id === conversationId)
    if (isThere) this.open(conversationId)
    else this.wishedId = conversationId
  }

  open(conversationId: string | null): void {
    this.show(opened(this.talk, conversationId))
    if (conversationId !== null) this.line.send({ type: 'open', conversationId })
  }

  older(): void {
    const { openId, messages } = this.talk
    const first = messages[0]
    if (openId !== null && first) this.line.send({ type: 'older', conversationId: openId, before: first.id })
  }

  /** Into the open conversation, or a new one. Answers why not. */
  say(content: OutboxItem['content']): SayRefusal | null {
    const refusal = content.kind === 'text' ? textRefusal(content.text) : null
    if (refusal) return refusal
    const { newId, clock, outbox } = this.options
    const conversationId = this.talk.openId ?? newId()
    outbox.add({ id: newId(), conversationId, content, atMs: clock.now(), refused: null })
    if (this.talk.openId === null) this.show(opened(this.talk, conversationId))
    this.typingSaidMs = 0
    this.tell()
    this.flush()
    return null
  }

  /** Where to hear of answers; `null`: nowhere any more. */
  setEmail(typed: string | null): void {
    const email = typed?.trim() ?? null
    if (email !== null && !isMailAddress(email)) this.email = 'refused'
    else this.email = this.line.send({ type: 'email', email }) ? 'saving' : 'unsent'
    this.tell()
  }

  retry(id: string): void {
    this.options.outbox.refuse(id, null)
    this.tell()
    this.flush()
  }

  discard(id: string): void {
    this.options.outbox.remove(id)
    this.tell()
  }

  /** A key was pressed. */
  types(): void {
    const nowMs = this.options.clock.now()
    const { openId } = this.talk
    if (openId === null || nowMs - this.typingSaidMs < TYPING_EVERY_MS) return
    if (this.line.send({ type: 'typing', conversationId: openId })) this.typingSaidMs = nowMs
  }

  /** The person looks, perhaps: what stands on the screen is read then. */
  look(): void {
    const { openId, messages } = this.talk
    const last = messages.filter(({ isMine }) => !isMine).at(-1)
    if (openId === null || !last || last.id === this.readUpTo || !this.options.isSeen()) return
    if (this.line.send({ type: 'read', conversationId: openId, upTo: last.id })) this.readUpTo = last.id
  }

  /** Another page of this browser wrote or sent something. */
  outboxChanged(): void {
    this.tell()
    this.flush()
  }

  private handle(frame: PortalFrame): void {
    if (frame.type === 'email') this.email = frame.isTaken ? 'rest' : 'refused'
    const arrived = this.arrivedIn(frame)
    this.show(afterFrame(this.talk, frame))
    const removed = frame.type === 'messages' ? frame.removed : []
    if (arrived.length + removed.length > 0) this.options.arrived(arrived, removed)
    switch (frame.type) {
      case 'welcome':
        this.welcomed()
        return
      case 'history':
      case 'messages': {
        const news = frame.messages.filter(({ id, isMine }) => !isMine && !this.had.has(id)).map(({ id }) => id)
        for (const id of news) this.had.add(id)
        if (news.length > 0) this.line.send({ type: 'have', ids: news })
        if (news.length > 0 && frame.type === 'messages') this.setTyping(false)
        this.look()
        return
      }
      case 'accepted':
        this.options.outbox.remove(frame.id)
        this.answered(frame.id)
        return
      case 'refused':
        this.refused(frame)
        return
      case 'typing':
        if (frame.conversationId === this.talk.openId) this.setTyping(true)
        return
      case 'email':
        this.tell()
        return
      case 'conversation':
      case 'push':
      case 'call':
      case 'callOffer':
      case 'callOver':
      case 'pong':
        return
    }
  }

  /** A line that was lost comes back with the whole newest page: of that only what was not here yet. */
  private arrivedIn(frame: PortalFrame): readonly PortalMessage[] {
    if (frame.type !== 'messages' && frame.type !== 'history') return []
    const { messages, openId } = this.talk
    const isAgain =
      frame.type === 'messages' || (frame.isNewest && frame.conversationId === openId && messages.length > 0)
    if (!isAgain) return []
    const here = new Set(messages.map(({ id }) => id))
    return frame.messages.filter(({ id, isMine }) => !isMine && !this.had.has(id) && !here.has(id))
  }

  private welcomed(): void {
    this.had.clear()
    this.readUpTo = null
    this.move('ready')
    const { conversations, openId } = this.talk
    const wished = conversations.find(({ id }) => id === this.wishedId)
    this.wishedId = null
    const isThere = conversations.some(({ id }) => id === openId)
    const open = wished
      ? wished.id
      : isThere
        ? openId
        : (this.options.outbox.next?.conversationId ?? conversations[0]?.id ?? null)
    this.show(opened(this.talk, open))
    if (open !== null && conversations.some(({ id }) => id === open))
      this.line.send({ type: 'open', conversationId: open })
    this.sayLooking()
    this.flush()
  }

  private sayLooking(): void {
    const isLooking = this.options.isSeen()
    if (isLooking !== this.saidLooking && this.line.send({ type: 'looks', isLooking })) this.saidLooking = isLooking
  }

  private refused({ id, reason, retryAfterMs }: Extract<PortalFrame, { type: 'refused' }>): void {
    if (retryAfterMs === null) {
      this.options.outbox.refuse(id, reason)
      this.answered(id)
      return
    }
    // Later it is welcome; nothing overtakes it.
    this.again?.dispose()
    this.again = this.options.clock.schedule(retryAfterMs, () => {
      this.asked = null
      this.flush()
    })
  }

  private answered(id: string): void {
    if (this.asked === id) this.asked = null
    this.tell()
    this.flush()
  }

  private flush(): void {
    const next = this.options.outbox.next
    if (!next || this.asked === next.id) return
    const { id, conversationId, content } = next
    if (this.line.send({ type: 'say', id, conversationId, content })) this.asked = id
  }

  private setTyping(isTyping: boolean): void {
    this.typingEnds?.dispose()
    this.typingEnds = isTyping
      ? this.options.clock.schedule(TYPING_SHOWN_MS, () => {
          this.setTyping(false)
        })
      : null
    this.tell()
  }

  private move(phase: ChatState['phase']): void {
    this.phase = phase
    this.tell()
  }

  private show(talk: Talk): void {
    if (talk === this.talk) return
    this.talk = talk
    this.tell()
  }

  private tell(): void {
    const shown = new Set(this.talk.messages.map(({ id }) => id))
    this.options.changed({
      talk: this.talk,
      phase: this.phase,
      waiting: this.options.outbox.items.filter(
        ({ id, conversationId }) => conversationId === this.talk.openId && !shown.has(id),
      ),
      isCompanyTyping: this.typingEnds !== null,
      email: this.email,
    })
  }
}
