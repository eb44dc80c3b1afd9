import { SYNC_CLOSE, SYNC_PROTOCOL, type Change, type HubFrame } from '#shared/contract/sync'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'
import { maySee } from '#shared/domain/whisper'

import { changesAfter, headOfFeed, oldestUsableCursor } from '../store/changes'
import { withPresentRows } from './present-rows'
import type { FeedSource } from './feed'
import { CHANGES_PER_FRAME, framesOf, type News } from './news'
import type { SharedFrame } from './shared-frame'
import { snapshot } from './snapshot'

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
}

/** One connected desk: brings it up to the present, then passes on what is committed. */
export class DeskSession {
  private cursor = 0
  private isLive = false
  /** Committed while this desk was still catching up. */
  private missedUpTo = 0
  private isClosed = false

  constructor(
    private readonly line: DeskLine,
    private readonly source: FeedSource,
    private readonly about: { readonly feedId: string; readonly hubVersion: string; readonly me: AgentId },
    /** `null`: the desk of an embedded hub, at which everybody sees everything. */
    private role: AgentRole | null,
  ) {}

  async begin(hello: Hello): Promise<void> {
    if (hello.protocol !== SYNC_PROTOCOL) {
      this.line.close(SYNC_CLOSE.protocolMismatch, `protocol ${SYNC_PROTOCOL} expected`)
      return
    }
    const { store } = this.source
    const head = await store.read(headOfFeed)
    const oldest = await store.read(oldestUsableCursor)
    // A cursor from the future belongs to another life of this database (restored from a copy).
    const isUsable = hello.feedId === this.about.feedId && hello.cursor >= oldest && hello.cursor <= head
    const isEmpty = hello.cursor === 0
    this.line.send({
      type: 'welcome',
      protocol: SYNC_PROTOCOL,
      ...this.about,
      // At the desk's own hub there is no other desk.
      can: this.role === null ? ['presence'] : ['presence', 'drafts'],
      reset: !isUsable && !isEmpty,
    })
    if (isEmpty || !isUsable) await this.sendSnapshot(head)
    else this.cursor = hello.cursor
    await this.catchUp()
  }

  push(news: News): void {
    const { changes, upTo } = news
    if (this.isClosed || upTo <= this.cursor) return
    if (!this.isLive) {
      this.missedUpTo = Math.max(this.missedUpTo, upTo)
      return
    }
    if (!news.isAllAfter(this.cursor) || (this.role !== null && news.asksWho(this.about.me))) {
      this.send(
        changes.filter((change) => change.seq > this.cursor),
        upTo,
        true,
      )
      return
    }
    for (const frame of news.frames) this.line.sendShared(frame)
    this.cursor = upTo
  }

  close(): void {
    this.isClosed = true
  }

  /** What it should have been told next is not to be had: the desk has to begin again from its cursor. */
  fail(): void {
    this.isClosed = true
    this.line.close(INTERNAL_ERROR, 'internal')
  }

  private async sendSnapshot(head: number): Promise<void> {
    for await (const piece of snapshot(this.source.store, this.source.channels, head)) {
      // The cursor stays at 0 until all of it is there: a desk that loses the line here begins again.
      if (this.hasClosed()) return
      if (piece.length > 0) this.send(piece, 0, false)
      await this.line.drained()
    }
    this.send([], head, false)
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const page = await this.source.store.read((view) => changesAfter(view, this.cursor, CHANGES_PER_FRAME))
      if (this.hasClosed()) return
      const last = page.at(-1)
      if (last) {
        const changes = await withPresentRows(this.source.store, this.source.channelsByIds, page)
        this.send(changes, last.seq, false)
        await this.line.drained()
        continue
      }
      if (this.missedUpTo > this.cursor) continue
      this.isLive = true
      this.send([], this.cursor, true)
      return
    }
  }

  /** Whispers between others are no part of this desk's feed (spec V2). */
  private isFor(change: Change): boolean {
    const { me } = this.about
    if (change.entity === 'agent' && change.id === me && change.row) this.role = change.row.role
    if (change.entity !== 'message' || change.row === null || this.role === null) return true
    return maySee(change.row.content, { id: me, role: this.role })
  }

  private hasClosed(): boolean {
    return this.isClosed
  }

  private send(all: readonly Change[], upTo: number, caughtUp: boolean): void {
    const changes = this.role === null ? all : all.filter((change) => this.isFor(change))
    for (const frame of framesOf(changes, upTo, caughtUp)) this.line.send(frame)
    this.cursor = upTo
  }
}
