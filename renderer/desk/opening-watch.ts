import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'
import type { Disposable } from '#shared/lib/disposable'

import type { IncomingMessage } from '../data/desk-data'

export interface OpeningWatchOptions {
  readonly observePresent: (id: ChatId, listener: (who: readonly Present[]) => void) => Disposable
  readonly meId: AgentId | null
  /** Nothing of it needs to be told again. */
  readonly onOpened: (id: ChatId) => void
}

/**
 * Spec N4: what is told again ends wherever it is opened: at another desk of the person, or by a colleague. Whoever had the
 * chat open when it was told has not opened it for that, as the one who handed it over. What is said to this person alone
 * is opened by this person alone.
 */
export class OpeningWatch implements Disposable {
  private readonly watched = new Map<ChatId, Disposable>()

  constructor(private readonly options: OpeningWatchOptions) {}

  watch({ chat: { id }, kind }: IncomingMessage): void {
    this.forget(id)
    const { observePresent, meId, onOpened } = this.options
    const isPersonal = kind === 'mention' || kind === 'whisper'
    let thereBefore: ReadonlySet<AgentId> | null = null
    const now = { isOpened: false }
    const observed = observePresent(id, (who) => {
      const there = who.map(({ agentId }) => agentId)
      thereBefore ??= new Set(there)
      const before = thereBefore
      if (now.isOpened || !there.some((each) => each === meId || (!isPersonal && !before.has(each)))) return
      now.isOpened = true
      this.forget(id)
      onOpened(id)
    })
    // It may have been opened before there was anything to dispose of.
    if (now.isOpened) observed.dispose()
    else this.watched.set(id, observed)
  }

  forget(id: ChatId): void {
    this.watched.get(id)?.dispose()
    this.watched.delete(id)
  }

  dispose(): void {
    for (const id of [...this.watched.keys()]) this.forget(id)
  }
}
