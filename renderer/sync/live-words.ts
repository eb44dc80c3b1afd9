import type { DeskFrame } from '#shared/contract/sync'
import type { AgentId } from '#shared/domain/ids'

import type { LookingAt } from './looking'

/** In how many calls one is, and as whom; `null`: as the person of the desk. */
export interface CallLoad {
  readonly count: number
  readonly by: AgentId | null
}

/** What the hub knows of this desk's person only as long as the connection lasts: it is said again on each. */
export class LiveWords {
  private calls: CallLoad | null = null
  private looking: LookingAt | null = null
  private hearsLooking = false

  constructor(
    private readonly isConnected: () => boolean,
    private readonly send: (frame: DeskFrame) => void,
  ) {}

  /** What the hub of this connection understands. */
  handleWelcome(can: readonly string[]): void {
    this.hearsLooking = can.includes('presence')
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

  sayAll(): void {
    this.sayCalls()
    this.sayLooking()
  }

  private sayCalls(): void {
    if (!this.calls) return
    const { count, by } = this.calls
    this.send({ type: 'calls', count, ...(by === null ? {} : { by }) })
  }

  private sayLooking(): void {
    if (!this.hearsLooking || !this.looking) return
    const { chatId, isWriting, by } = this.looking
    this.send({ type: 'looking', chatId, isWriting, ...(by === null ? {} : { by }) })
  }
}
