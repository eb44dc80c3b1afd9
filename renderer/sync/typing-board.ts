import type { ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** [M14] Gone this long after the last sign of typing. */
const SHOWN_MS = 5_000

interface Typing {
  readonly name: string
  readonly end: Disposable
}

/** Who is typing where, as the hub last said. */
export class TypingBoard {
  private readonly typing = new Map<ChatId, Typing>()
  private readonly listeners = new Map<ChatId, Set<(name: string | null) => void>>()

  constructor(private readonly clock: Clock) {}

  observe(chatId: ChatId, listener: (name: string | null) => void): Disposable {
    const listeners = this.listeners.get(chatId) ?? new Set()
    this.listeners.set(chatId, listeners.add(listener))
    listener(this.typing.get(chatId)?.name ?? null)
    return toDisposable(() => {
      listeners.delete(listener)
    })
  }

  show(chatId: ChatId, name: string): void {
    const before = this.typing.get(chatId)
    before?.end.dispose()
    const end = this.clock.schedule(SHOWN_MS, () => {
      this.clear(chatId)
    })
    this.typing.set(chatId, { name, end })
    if (before?.name !== name) this.tell(chatId, name)
  }

  /** The message itself arrived, or the time is over. */
  clear(chatId: ChatId): void {
    const before = this.typing.get(chatId)
    if (!before) return
    before.end.dispose()
    this.typing.delete(chatId)
    this.tell(chatId, null)
  }

  private tell(chatId: ChatId, name: string | null): void {
    for (const listener of [...(this.listeners.get(chatId) ?? [])]) listener(name)
  }
}
