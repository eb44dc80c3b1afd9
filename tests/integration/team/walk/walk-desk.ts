import { setImmediate as turn } from 'node:timers/promises'

import type { Ahead, Change } from '#shared/contract/sync'
import { isHeld } from '#shared/domain/delivery'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import type { ManualClock } from '#shared/lib/manual-clock'
import { WebSocket } from 'ws'

import { FeedRepository } from '../../../../renderer/data/feed.repository'
import type { OpenSocket } from '../../../../renderer/sync/hub-socket'
import { SerialQueue } from '../../../../renderer/sync/serial-queue'
import { DeskRig } from '../../sync/rig'

/** What a line does from now on; one that has lost a frame never carries a later one (RFC 9293 §3.1). */
type LineFault = 'hearsNothing' | 'saysNothing'

/** A frame of changes as the cache took it. */
export interface AppliedFrame {
  readonly upTo: number
  readonly isCaughtUp: boolean
  readonly rows: readonly Pick<Change, 'entity' | 'id' | 'seq'>[]
}

interface Line {
  readonly socket: WebSocket
  readonly faults: Set<LineFault>
}

const SHOWN_AT_ONCE = 60

/**
 * One agent's desk: its own cache, outbox and sync engine over real sockets to whichever hub a balancer gives it. The
 * window is played by hand: what is painted, and when somebody presses Enter.
 */
export class WalkDesk {
  readonly frames: AppliedFrame[] = []
  /** What was before the person's eyes when they pressed Send last. */
  readonly pressed = new Map<MessageId, ReadonlySet<MessageId>>()
  private readonly lines = new Set<Line>()
  private painted = new Map<ChatId, ReadonlySet<MessageId>>()
  /** Does one thing after another; the program goes on meanwhile, and is killed in the middle of what it does. */
  private readonly person = new SerialQueue()
  /** Frames that came ahead and were of use. */
  aheads = 0
  /** The conversation in the window. */
  private open: ChatId | null = null
  private losesNextOutcome = false
  private killedAfter: number | null = null
  private isEnding = false
  private reached = 0
  private rig: DeskRig

  constructor(
    readonly me: AgentId,
    private readonly token: string,
    clock: ManualClock,
    /** Where a new line leads; `null`: nowhere. */
    private readonly balance: () => string | null,
  ) {
    const note = (frame: AppliedFrame) => {
      this.frames.push(frame)
      this.reached = frame.upTo
    }
    const noteAhead = () => {
      this.aheads += 1
    }
    class KeptFeed extends FeedRepository {
      override async apply(batch: readonly Change[], upTo: number, isCaughtUp: boolean) {
        const applied = await super.apply(batch, upTo, isCaughtUp)
        note({ upTo, isCaughtUp, rows: batch.map(({ entity, id, seq }) => ({ entity, id, seq })) })
        return applied
      }

      override async applyAhead(batch: readonly Change[], ahead: Ahead) {
        const applied = await super.applyAhead(batch, ahead)
        if (applied) noteAhead()
        return applied
      }
    }
    const parts = {
      clock,
      openSocket: this.openSocket,
      feedOf: (...made: ConstructorParameters<typeof FeedRepository>) => new KeptFeed(...made),
    }
    this.rig = new DeskRig(undefined, parts)
    this.begin()
  }

  get isOnline(): boolean {
    return !this.isEnding && this.rig.status.kind === 'online'
  }

  /** How far the cache is. */
  get cursor(): number {
    return this.reached
  }

  forgetFrames(): void {
    this.frames.length = 0
  }

  paint(chatId: ChatId): Promise<void> {
    return this.person.run(() => this.look(chatId))
  }

  write(chatId: ChatId, text: string): Promise<void> {
    return this.person.run(async () => {
      const seen = await this.opened(chatId)
      this.pressed.set(await this.rig.outbox.sendText(chatId, text), seen)
    })
  }

  /** Answers how many there were. */
  sendHeld(chatId: ChatId): Promise<number> {
    return this.person.run(async () => {
      const seen = await this.opened(chatId)
      const held = await this.held(chatId)
      for (const id of held) {
        this.pressed.set(id, seen)
        await this.rig.outbox.retryMessage(id)
      }
      return held.length
    })
  }

  async held(chatId: ChatId): Promise<readonly MessageId[]> {
    return (await this.written(chatId)).filter(({ delivery }) => isHeld(delivery)).map(({ id }) => id)
  }

  written(chatId: ChatId): Promise<readonly Message[]> {
    return this.rig.written(chatId)
  }

  knows(chatId: ChatId): Promise<boolean> {
    return this.person.run(async () => (await this.rig.cache.readChat(chatId)) !== null)
  }

  countPending(): Promise<number> {
    return this.rig.cache.countPending()
  }

  /** The cable is pulled. */
  cutLine(): void {
    for (const { socket } of this.lines) socket.terminate()
  }

  /** From now on one direction of the line leads nowhere, until somebody notices. */
  spoilLine(fault: LineFault): void {
    for (const line of this.lines) line.faults.add(fault)
  }

  /** The hub does what it is asked next, and the line breaks before it can say so. */
  loseNextOutcome(): void {
    this.losesNextOutcome = true
  }

  /** Lines that lead nowhere are noticed in the end. */
  heal(): void {
    this.losesNextOutcome = false
    this.killedAfter = null
    for (const { socket, faults } of this.lines) if (faults.size > 0) socket.terminate()
    this.rig.engine.handleOnline()
  }

  /** The whole program is killed and started anew on the same disk: what was painted is forgotten. */
  kill(): Promise<void> {
    return this.person.run(async () => {
      this.cutLine()
      this.painted = new Map()
      this.rig = this.rig.crash()
      this.begin()
    })
  }

  /** It comes back to what was said meanwhile, and is killed so many turns after the hub has begun to tell it. */
  killWhileCatchingUp(turns: number): void {
    this.killedAfter = turns
    this.rig.engine.handleOnline()
  }

  dispose(): void {
    this.cutLine()
    this.rig.dispose()
  }

  /** What is before the eyes of whoever writes: nobody does in a conversation that they have not opened. */
  private async opened(chatId: ChatId): Promise<ReadonlySet<MessageId>> {
    if (!this.painted.has(chatId)) await this.look(chatId)
    return this.painted.get(chatId) ?? new Set()
  }

  private async look(chatId: ChatId): Promise<void> {
    this.open = chatId
    this.rig.engine.words.setOpen(chatId)
    const { messages } = await this.rig.cache.readTimeline(chatId, SHOWN_AT_ONCE)
    this.rig.outbox.sight.note(chatId, messages)
    this.painted.set(chatId, new Set(messages.map(({ id }) => id)))
  }

  private async endAfter(turns: number): Promise<void> {
    this.killedAfter = null
    this.isEnding = true
    for (let nth = 0; nth < turns; nth += 1) await turn()
    await this.kill()
    this.isEnding = false
  }

  private begin(): void {
    if (this.open !== null) this.rig.engine.words.setOpen(this.open)
    this.rig.engine.setHub({ url: 'http://balancer', secret: this.token })
  }

  private readonly openSocket: OpenSocket = ({ secret }, events) => {
    const url = this.balance() ?? 'http://127.0.0.1:9'
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`, ['otklik.sync', secret])
    const line: Line = { socket, faults: new Set() }
    this.lines.add(line)
    socket.on('open', events.opened)
    socket.on('message', (data: Buffer) => {
      if (line.faults.has('hearsNothing')) return
      const text = data.toString('utf8')
      const { type } = JSON.parse(text) as { type: string }
      if (type === 'changes' && this.killedAfter !== null) void this.endAfter(this.killedAfter)
      if (this.losesNextOutcome && type === 'outcome') {
        this.losesNextOutcome = false
        socket.terminate()
        return
      }
      events.received(text)
    })
    // `close` follows, and tells the engine.
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      this.lines.delete(line)
      events.closed(code)
    })
    return {
      send: (text) => {
        if (!line.faults.has('saysNothing') && socket.readyState === WebSocket.OPEN) socket.send(text)
      },
      close: () => {
        socket.terminate()
      },
    }
  }
}
