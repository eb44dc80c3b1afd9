import type { DeskFrame } from '#shared/contract/sync'
import type { AgentId, ChatId } from '#shared/domain/ids'

import type { LookingAt } from './looking'

/** In how many calls one is, and as whom; `null`: as the person of the desk. */
export interface CallLoad {
  readonly count: number
  readonly by: AgentId | null
}

/** Whoever looks nowhere says so, too: from then on the hub tells of the others. */
const NOWHERE: LookingAt = { chatId: null, isWriting: false, by: null }

/** What the hub knows of this desk's person only as long as the connection lasts: it is said again on each. */
export class LiveWords {
  private calls: CallLoad | null = null
  private looking: LookingAt = NOWHERE
  private everyMs: number | null = null
  private hearsPace = false
  private hearsLooking = false
  private hearsOpen = false
  private open: ChatId | null = null
  private toldOpen: ChatId | null = null

  constructor(
    private readonly isConnected: () => boolean,
    private readonly isCatchingUp: () => boolean,
    private readonly send: (frame: DeskFrame) => void,
  ) {}

  /** What the hub of this connection understands. */
  handleWelcome(can: readonly string[]): void {
    this.hearsPace = can.includes('pace')
    this.hearsLooking = can.includes('presence')
    this.hearsOpen = can.includes('ahead')
  }

  /** Counts to the capacity of whoever works here (spec Q19). */
  setCalls(calls: CallLoad): void {
    this.calls = calls
    if (this.isConnected()) this.sayCalls()
  }

  /** Colleagues are told (spec Q21). */
  setLooking(looking: LookingAt): void {
    this.looking = looking
    if (this.isConnected()) this.sayLooking()
  }

  /** In milliseconds: what comes in a stream is told no more often. */
  setPace(everyMs: number): void {
    this.everyMs = everyMs
    if (this.isConnected()) this.sayPace()
  }

  /** What was said there is wanted before the rest; whoever has caught up has it. */
  setOpen(chatId: ChatId): void {
    this.open = chatId
    if (this.isCatchingUp()) this.sayOpen()
  }

  /** The conversation that was opened last, for `hello`. */
  tellOpen(): ChatId | null {
    this.toldOpen = this.open
    return this.open
  }

  sayAll(): void {
    this.sayCalls()
    this.sayLooking()
    this.sayPace()
    this.sayOpen()
  }

  private sayPace(): void {
    if (this.hearsPace && this.everyMs !== null) this.send({ type: 'pace', everyMs: this.everyMs })
  }

  private sayOpen(): void {
    const before = this.toldOpen
    const chatId = this.tellOpen()
    if (this.hearsOpen && chatId !== null && chatId !== before) this.send({ type: 'open', chatId })
  }

  private sayCalls(): void {
    if (!this.calls) return
    const { count, by } = this.calls
    this.send({ type: 'calls', count, ...(by === null ? {} : { by }) })
  }

  private sayLooking(): void {
    if (!this.hearsLooking) return
    const { chatId, isWriting, by } = this.looking
    this.send({ type: 'looking', chatId, isWriting, ...(by === null ? {} : { by }) })
  }
}
