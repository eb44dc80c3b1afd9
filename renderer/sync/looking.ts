import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** Whoever has stopped typing this long ago thinks, or reads. */
const WRITING_FOR_MS = 5_000

/** What this desk says of its person (spec Q21). */
export interface LookingAt {
  readonly chatId: ChatId | null
  readonly isWriting: boolean
  /** `null`: before anybody knows who works here. */
  readonly by: AgentId | null
}

/** Makes of looks and keystrokes what colleagues are told. */
export class Looking implements Disposable {
  private now: LookingAt = { chatId: null, isWriting: false, by: null }
  private end: Disposable | null = null

  constructor(
    private readonly clock: Clock,
    private readonly say: (looking: LookingAt) => void,
  ) {}

  at(chatId: ChatId | null, by: AgentId | null): void {
    if (this.now.chatId === chatId && this.now.by === by) return
    this.end?.dispose()
    this.change({ chatId, isWriting: false, by })
  }

  /** A key was pressed in the box of this chat. */
  writes(chatId: ChatId): void {
    if (this.now.chatId !== chatId) return
    this.end?.dispose()
    this.end = this.clock.schedule(WRITING_FOR_MS, () => {
      this.change({ ...this.now, isWriting: false })
    })
    if (!this.now.isWriting) this.change({ ...this.now, isWriting: true })
  }

  dispose(): void {
    this.end?.dispose()
  }

  private change(now: LookingAt): void {
    this.now = now
    this.say(now)
  }
}
