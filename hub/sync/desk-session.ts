import { SYNC_CLOSE, SYNC_PROTOCOL, type Change, type HubFrame } from '#shared/contract/sync'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { maySee } from '#shared/domain/whisper'
import type { Clock } from '#shared/lib/clock'

import { framesOf, type News } from './news'
import { Pace } from './pace'
import type { SharedFrame } from './shared-frame'
import type { SharedPast } from './shared-past'

/** Beyond it a desk that catches up reads again what came meanwhile. */
const NEWS_KEPT = 100
/** From so many changes on the list and what is open come ahead of the rest (docs/adr/0082). */
const LONG_ABSENCE = 1_000
const CAN = ['ahead', 'pace', 'presence']
/** RFC 6455 §7.4.1. */
const INTERNAL_ERROR = 1011

/** The socket as a session needs it. */
export interface DeskLine {
  send(frame: HubFrame): void
  /** A frame that many desks get. */
  sendShared(frame: SharedFrame): void
  /** Resolves once what was sent has left, or the line is gone. */
  drained(): Promise<void>
  close(code: number, reason: string): void
}

export interface Hello {
  readonly protocol: number
  readonly cursor: number
  readonly feedId: string | null
  readonly open?: ChatId | null | undefined
}

/** One connected desk: brings it up to the present, then passes on what is committed. */
export class DeskSession {
  private cursor = 0
  private isLive = false
  /** Committed while this desk was still catching up, since `keptFrom`. */
  private kept: News[] = []
  private keptFrom: number
  private isClosed = false
  /** With which cursor it came. */
  private absentSince = 0
  /** After a long absence: conversations that were opened before all of it was told. */
  private opened: ChatId[] | null = null
  private readonly pace: Pace
  private lookedAt: ChatId | null = null

  constructor(
    private readonly line: DeskLine,
    private readonly past: SharedPast,
    private readonly about: { readonly feedId: string; readonly hubVersion: string; readonly me: AgentId },
    /** `null`: the desk of an embedded hub, at which everybody sees everything. */
    private role: AgentRole | null,
    clock: Clock,
    private readonly longAbsence = LONG_ABSENCE,
  ) {
    this.keptFrom = past.mark()
    this.pace = new Pace(clock, (news) => {
      this.tellLater(news)
    })
  }

  async begin(hello: Hello): Promise<void> {
    if (hello.protocol !== SYNC_PROTOCOL) {
      this.line.close(SYNC_CLOSE.protocolMismatch, `protocol ${SYNC_PROTOCOL} expected`)
      return
    }
    const { oldest, head } = await this.past.span()
    // A cursor from the future belongs to another life of this database (restored from a copy).
    const isUsable = hello.feedId === this.about.feedId && hello.cursor >= oldest && hello.cursor <= head
    const isEmpty = hello.cursor === 0
    this.line.send({
      type: 'welcome',
      protocol: SYNC_PROTOCOL,
      ...this.about,
      // At the desk's own hub there is no other desk.
      can: this.role === null ? CAN : [...CAN, 'drafts'],
      reset: !isUsable && !isEmpty,
    })
    if (isEmpty || !isUsable) await this.sendEverything()
    else this.cursor = hello.cursor
    this.absentSince = this.cursor
    if (head - this.cursor >= this.longAbsence) await this.sendAhead(hello.open ?? null)
    await this.catchUp()
  }

  push(news: News): void {
    if (this.isClosed || news.upTo <= this.cursor) return
    if (this.isLive) this.pace.add(news, this.waitsFor(news.changes))
    else this.keepForLater(news)
  }

  /** For so long nobody at this desk waits for what is said in conversations, in milliseconds. */
  get restsForMs(): number {
    return this.isLive ? this.pace.leftMs : 0
  }

  /** Calls, people and lines; of conversations only what is said in the one before the eyes of its person. */
  waitsFor(changes: readonly Pick<Change, 'entity' | 'id'>[]): boolean {
    return changes.some(({ entity, id }) => (entity === 'chat' ? id === this.lookedAt : entity !== 'message'))
  }

  setLookedAt(chatId: ChatId | null): void {
    this.lookedAt = chatId
  }

  setPace(everyMs: number): void {
    this.pace.setEvery(everyMs)
  }

  /** Its person has done something, and looks for what came of it. */
  hurry(): void {
    this.pace.hurry()
  }

  close(): void {
    this.isClosed = true
    this.pace.dispose()
  }

  /** Its person wants to read that now. */
  handleOpened(chatId: ChatId): void {
    if (!this.isLive) this.opened?.push(chatId)
  }

  /** What it should have been told next is not to be had: the desk has to begin again from its cursor. */
  fail(): void {
    this.close()
    this.line.close(INTERNAL_ERROR, 'internal')
  }

  private async sendEverything(): Promise<void> {
    const whole = await this.past.everything()
    for (let nth = 0; ; nth += 1) {
      const news = await whole.piece(nth)
      // The cursor stays at 0 until all of it is there: a desk that loses the line here begins again.
      if (this.hasClosed()) return
      if (news === null) break
      if (news.changes.length > 0) this.give(news)
      await this.line.drained()
    }
    this.send([], whole.head, false)
  }

  private async sendAhead(open: ChatId | null): Promise<void> {
    this.opened = open === null ? [] : [open]
    // Before its row, which says how much of it is unread.
    await this.sendOpened()
    const news = await this.past.ahead(this.cursor)
    if (this.hasClosed()) return
    this.learnRole(news)
    for (const frame of news.frames) this.line.sendShared(frame)
    await this.line.drained()
  }

  /** Between two pages, so that it is never older than what was sent before it. */
  private async sendOpened(): Promise<void> {
    const wanted = this.opened
    if (!wanted) return
    for (let chatId = wanted.pop(); chatId !== undefined; chatId = wanted.pop()) {
      const said = await this.past.aheadOf(chatId, this.absentSince)
      if (this.hasClosed()) return
      if (said === null) continue
      const changes = this.visible(said.changes)
      // In one frame: the desk has all of the conversation, or none of it.
      this.line.send({
        type: 'changes',
        changes,
        upTo: this.absentSince,
        caughtUp: false,
        ahead: { chatId, head: said.head },
      })
    }
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      await this.sendOpened()
      if (this.hasClosed()) return
      const { news, isLast, begun } = await this.past.after(this.cursor)
      if (this.hasClosed()) return
      if (news) this.tell(news)
      this.kept = this.kept.filter(({ upTo }) => upTo > this.cursor)
      // What was read before this desk kept what comes says nothing of what came in between.
      if (isLast && begun > this.keptFrom) break
      await this.line.drained()
      if (this.hasClosed()) return
    }
    this.isLive = true
    for (const news of this.kept.splice(0)) this.push(news)
    this.send([], this.cursor, true)
  }

  private keepForLater(news: News): void {
    if (this.kept.length >= NEWS_KEPT) {
      this.kept = []
      this.keptFrom = this.past.mark()
    }
    this.kept.push(news)
  }

  private tellLater(news: News): void {
    if (!this.isClosed && news.upTo > this.cursor) this.tell(news)
  }

  /** The part of it that this desk does not have yet. */
  private tell(news: News): void {
    if (news.isAllAfter(this.cursor)) {
      this.give(news)
      return
    }
    this.learnRole(news)
    this.send(news.since(this.cursor), news.upTo, news.caughtUp)
  }

  private give(news: News): void {
    this.learnRole(news)
    if (news.hasWhisper && this.role !== null) {
      this.send(news.changes, news.upTo, news.caughtUp)
      return
    }
    for (const frame of news.frames) this.line.sendShared(frame)
    this.cursor = news.upTo
  }

  private visible(changes: readonly Change[]): Change[] {
    return changes.filter((change) => this.isFor(change))
  }

  /** Whispers between others are no part of this desk's feed (spec V2). */
  private isFor(change: Change): boolean {
    if (change.entity !== 'message' || change.row === null || this.role === null) return true
    return maySee(change.row.content, { id: this.about.me, role: this.role })
  }

  private learnRole(news: News): void {
    if (this.role !== null) this.role = news.roleOf(this.about.me) ?? this.role
  }

  private hasClosed(): boolean {
    return this.isClosed
  }

  private send(all: readonly Change[], upTo: number, caughtUp: boolean): void {
    for (const frame of framesOf(this.visible(all), upTo, caughtUp)) this.line.send(frame)
    this.cursor = upTo
  }
}
