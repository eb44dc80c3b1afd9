import type { ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import { KeyedValues } from './keyed-values'

/** [M14] Gone this long after the last sign of typing. */
const SHOWN_MS = 5_000

/** Who is typing where, as the hub last said. */
export class TypingBoard {
  private readonly names = new KeyedValues<ChatId, string>()
  private readonly ends = new Map<ChatId, Disposable>()

  constructor(private readonly clock: Clock) {}

  observe(chatId: ChatId, listener: (name: string | null) => void): Disposable {
    return this.names.observe(chatId, listener)
  }

  show(chatId: ChatId, name: string): void {
    this.ends.get(chatId)?.dispose()
    const end = this.clock.schedule(SHOWN_MS, () => {
      this.clear(chatId)
    })
    this.ends.set(chatId, end)
    this.names.set(chatId, name)
  }

  /** The message itself arrived, or the time is over. */
  clear(chatId: ChatId): void {
    this.ends.get(chatId)?.dispose()
    this.ends.delete(chatId)
    this.names.set(chatId, null)
  }
}
