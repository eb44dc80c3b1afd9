import type { ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'

import type { CacheChanges } from './cache-changes'
import type { TimelinePage } from './desk-data'

export interface TimelineShelfOptions {
  readonly read: (id: ChatId, limit: number) => Promise<TimelinePage>
  /** Told before whoever shows a page, so that nobody reads from the shelf what has just changed. */
  readonly changes: CacheChanges
}

interface Kept {
  readonly limit: number
  readonly read: Promise<TimelinePage>
  page: TimelinePage | null
}

/** Those on the screen, which are read ahead, and as many that an agent goes to and fro between; a megabyte or two. */
const MAX_KEPT = 40

/** The ends of the conversations that were opened last or are likely to be opened next, as long as nothing in them changes: opened again they are there. */
export class TimelineShelf implements Disposable {
  private readonly kept = new Map<ChatId, Kept>()
  private readonly subscription: Disposable

  constructor(private readonly options: TimelineShelfOptions) {
    this.subscription = options.changes.on(({ everything, timelines }) => {
      if (everything === true) this.kept.clear()
      for (const id of timelines ?? []) this.kept.delete(id)
    })
  }

  /** What is known at once. */
  peek(id: ChatId, limit: number): TimelinePage | null {
    const kept = this.kept.get(id)
    return kept?.limit === limit ? kept.page : null
  }

  /** As it is now: what lies here, or is being read already. */
  read(id: ChatId, limit: number): Promise<TimelinePage> {
    const before = this.kept.get(id)
    this.kept.delete(id)
    const kept = before?.limit === limit ? before : this.begin(id, limit)
    // The last used stands last.
    this.kept.set(id, kept)
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_KEPT) break
      this.kept.delete(oldest)
    }
    return kept.read
  }

  dispose(): void {
    this.subscription.dispose()
    this.kept.clear()
  }

  private begin(id: ChatId, limit: number): Kept {
    const kept: Kept = { limit, read: this.options.read(id, limit), page: null }
    kept.read.then(
      (page) => {
        kept.page = page
      },
      () => {
        // Whoever asked is told; the next one tries again.
        if (this.kept.get(id) === kept) this.kept.delete(id)
      },
    )
    return kept
  }
}
