import type { Duplex } from 'node:stream'

import type { RawData, WebSocket } from 'ws'

import { deskFrame, SYNC_CLOSE, type DeskFrame, type HubFrame } from '#shared/contract/sync'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { actorOf, SessionOver, type Caller } from '../accounts/caller'
import type { CommandService } from '../commands/command-service'
import type { CallLoad } from '../routing/call-load'
import { DeskSession } from '../sync/desk-session'
import type { DraftDesk, DraftExchange } from '../sync/draft-exchange'
import type { Feed } from '../sync/feed'
import type { AccessNotes, Looked } from '../access-log/access-notes'
import type { Presence, PresentDesk } from '../sync/presence'
import type { SharedFrame } from '../sync/shared-frame'
import type { TypingRelay } from '../sync/typing-relay'
import { isDeflated, type DeskSocket } from './desk-sockets'
import { parseFrame } from './parse-frame'

const MAX_FRAME_BYTES = 1024 * 1024
/** A desk that lets so much pile up is cut off; it comes back with its cursor. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024

export interface SyncDependencies {
  readonly logger: Logger
  readonly clock: Clock
  readonly feed: Feed
  readonly commands: CommandService
  readonly calls: CallLoad
  readonly typing: TypingRelay
  readonly presence: Presence
  readonly access: Pick<AccessNotes, 'note'>
  readonly drafts: DraftExchange
  readonly about: { readonly feedId: string; readonly hubVersion: string }
  readonly longAbsence: number | undefined
}

/** WebSocket `/sync` (shared/contract/sync.ts). */
export function syncSocket(deps: SyncDependencies): DeskSocket {
  return {
    path: '/sync',
    protocol: 'otklik.sync',
    maxFrameBytes: MAX_FRAME_BYTES,
    access: 'agent',
    deflates: true,
    opened(desk, caller, line) {
      new DeskConnection(desk, line, caller, deps).open()
    },
  }
}

class DeskConnection {
  private session: DeskSession | null = null
  private readonly calls: ReturnType<CallLoad['desk']>
  private typing: Disposable | null = null
  private readonly present: PresentDesk
  /** For whoever accounts for it: the conversation that is open. */
  private opened: Looked | null = null
  private readonly drafts: DraftDesk
  private readonly isDeflated: boolean
  /** From the moment in which the desk says where it looks: an older one could not read it. */
  private others: Disposable | null = null
  /** Commands of one desk are applied in the order in which it sent them, unless they wait for a platform. */
  private applying: Promise<void> = Promise.resolve()
  private drained: Promise<void> = Promise.resolve()
  private offering: Promise<void> = Promise.resolve()

  constructor(
    private readonly desk: WebSocket,
    private readonly line: Duplex,
    private readonly caller: Caller,
    private readonly deps: SyncDependencies,
  ) {
    this.calls = deps.calls.desk()
    this.present = deps.presence.desk()
    this.drafts = deps.drafts.desk(caller.agentId, (drafts, isWhole) => {
      this.send({ type: 'drafts', drafts: [...drafts], isWhole })
    })
    this.isDeflated = isDeflated(desk)
  }

  open(): void {
    this.desk.on('message', (data, isBinary) => {
      this.received(data, isBinary)
    })
    this.desk.on('error', (error) => {
      this.deps.logger.warn('a desk connection failed', { cause: describeError(error) })
    })
    this.desk.on('close', () => {
      this.calls.dispose()
      this.typing?.dispose()
      this.others?.dispose()
      this.present.dispose()
      if (this.opened) this.deps.access.note(this.opened)
      this.drafts.dispose()
      if (this.session) this.deps.feed.leave(this.session)
    })
  }

  private received(data: RawData, isBinary: boolean): void {
    const frame = parseFrame(deskFrame, data, isBinary)
    if (!frame) {
      this.desk.close(SYNC_CLOSE.badFrame, 'a frame did not parse')
      return
    }
    if (frame.type !== 'hello' && !this.session) {
      this.desk.close(SYNC_CLOSE.badFrame, 'hello was expected first')
      return
    }
    switch (frame.type) {
      case 'hello':
        this.hello(frame)
        return
      case 'command':
        this.command(frame.command)
        return
      case 'ping':
        this.send({ type: 'pong', nonce: frame.nonce, nowMs: this.deps.clock.now() })
        return
      case 'calls':
        this.calls.say(actorOf(this.caller, frame.by), frame.count)
        return
      case 'looking':
        this.looking(frame)
        return
      case 'open':
        this.session?.handleOpened(frame.chatId)
        return
      case 'pace':
        this.session?.setPace(frame.everyMs)
        this.deps.feed.hurry()
        return
      case 'drafts':
        this.offering = this.offering
          .then(() => (this.isOpen() ? this.drafts.offer(frame.offers) : undefined))
          .catch((error: unknown) => {
            this.failed('drafts could not be kept', error)
          })
        return
      case 'typing':
        this.deps.typing.fromAgent(frame.chatId, actorOf(this.caller, frame.by)).catch((error: unknown) => {
          this.deps.logger.warn('typing was not passed on', { cause: describeError(error) })
        })
        return
    }
  }

  private looking({ chatId, isWriting, by }: Extract<DeskFrame, { type: 'looking' }>): void {
    if (!this.others) {
      this.others = this.deps.presence.changed.on((chats) => {
        this.send({ type: 'present', chats })
      })
      this.send({ type: 'present', chats: this.deps.presence.all() })
    }
    this.session?.setLookedAt(chatId)
    const actorId = actorOf(this.caller, by)
    this.present.say(actorId, chatId, isWriting)
    // Also of the one that is left now: until then it was looked at.
    if (this.opened) this.deps.access.note(this.opened)
    this.opened = chatId === null ? null : { actorId, kind: 'chat', objectId: chatId, chatId }
    if (this.opened) this.deps.access.note(this.opened)
  }

  private hello(frame: Extract<DeskFrame, { type: 'hello' }>): void {
    if (this.session) {
      this.desk.close(SYNC_CLOSE.badFrame, 'hello came twice')
      return
    }
    const line = {
      send: (out: HubFrame) => {
        this.send(out)
      },
      sendShared: (frame: SharedFrame) => {
        this.sendShared(frame)
      },
      drained: () => this.flushed(),
      close: (code: number, reason: string) => {
        this.desk.close(code, reason)
      },
    }
    const { agentId: me, role, sessionId } = this.caller
    const about = { ...this.deps.about, me }
    const { feed, clock, longAbsence } = this.deps
    const known = sessionId === null ? null : role
    const session = new DeskSession(line, feed.past, about, known, clock, longAbsence)
    this.session = session
    this.typing = this.deps.typing.clientTypes.on(({ chatId, name }) => {
      this.send({ type: 'typing', chatId, name })
    })
    this.deps.feed.join(session)
    session.begin(frame).catch((error: unknown) => {
      this.failed('a desk could not be brought up to date', error)
    })
  }

  private command(command: Extract<DeskFrame, { type: 'command' }>['command']): void {
    const apply = () =>
      this.deps.commands.apply(command, this.caller).then(
        (refusal) => {
          this.session?.hurry()
          this.deps.feed.hurry()
          this.send({ type: 'outcome', id: command.id, refusal })
        },
        (error: unknown) => {
          if (error instanceof SessionOver) this.desk.close(SYNC_CLOSE.notAuthorised, error.reason)
          else this.failed('a command failed', error)
        },
      )
    if (command.name === 'deleteMessage') void apply()
    else this.applying = this.applying.then(apply)
  }

  /** The desk keeps its command and sends it again on its next connection. */
  private failed(message: string, error: unknown): void {
    this.deps.logger.error(message, { cause: describeError(error) })
    this.desk.close(1011, 'internal')
  }

  private send(frame: HubFrame): void {
    if (!this.isThere()) return
    this.drained = new Promise((resolve) => {
      // Called with an error when the line breaks; its `close` event is what is acted upon.
      this.desk.send(JSON.stringify(frame), () => {
        resolve()
      })
    })
  }

  /** Past the library, which would put each of them together anew; it writes whole frames, too, and at once. */
  private sendShared(frame: SharedFrame): void {
    if (this.isThere()) this.line.write(this.isDeflated ? frame.deflated : frame.plain)
  }

  private async flushed(): Promise<void> {
    await this.drained
    const { line } = this
    if (!line.writableNeedDrain) return
    await new Promise<void>((resolve) => {
      const done = () => {
        line.off('drain', done).off('close', done)
        resolve()
      }
      line.on('drain', done).on('close', done)
    })
  }

  private isOpen(): boolean {
    return this.desk.readyState === this.desk.OPEN
  }

  private isThere(): boolean {
    if (!this.isOpen()) return false
    if (this.desk.bufferedAmount <= MAX_BUFFERED_BYTES) return true
    this.deps.logger.warn('a desk reads too slowly and is cut off')
    this.desk.close(SYNC_CLOSE.tooSlow, 'too slow')
    return false
  }
}
