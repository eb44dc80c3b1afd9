import type { ChatId } from '#shared/domain/ids'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CacheChange } from '../data/cache-changes'
import { ChatIndex, type IndexAnswer, type IndexQuery } from '../data/chat-index/chat-index'
import type { FilterOptions } from '../data/chat-filters'
import type { IndexSourceRepository } from '../data/index-source.repository'
import { SerialQueue } from './serial-queue'

export interface ChatIndexerDeps {
  readonly source: IndexSourceRepository
  readonly logger: Logger
  /** Everything is in it, or one more change is. */
  readonly onIndexed: () => void
  /** Something could not be read: what the index says is not to be trusted any more. */
  readonly onFailed: () => void
  /** Chats that are read at once. */
  readonly page?: number
}

/** One piece is some ten milliseconds of work; changes and questions come in between. */
const PAGE = 1_000

/**
 * Keeps the index of all chats in step with the cache. Pages and changes are read one after another: a change is told
 * after it was written, so whatever a page brought before, the row that is read for the change is the newer one.
 */
export class ChatIndexer {
  private index = new ChatIndex()
  private readonly work = new SerialQueue()
  /** Who asked for more than the index could say then. */
  private waiting: ((options: FilterOptions) => void)[] = []
  private isReady = false
  /** Grows with each building; an older one that is still under way is left. */
  private building = 0

  constructor(private readonly deps: ChatIndexerDeps) {}

  build(): void {
    this.building += 1
    const { building } = this
    const index = new ChatIndex()
    this.index = index
    this.isReady = false
    this.addPage(index, building, null)
  }

  handleChange(change: CacheChange): void {
    if (change.everything === true) this.build()
    else if (change.chats && change.chats.length > 0) this.follow(change.chats)
  }

  /** `null`: not ready yet. */
  find(query: IndexQuery): IndexAnswer | null {
    return this.isReady ? this.index.find(query) : null
  }

  /** Once all chats are known. */
  options(): Promise<FilterOptions> {
    if (this.isReady) return Promise.resolve(this.index.options())
    return new Promise((resolve) => {
      this.waiting.push(resolve)
    })
  }

  private addPage(index: ChatIndex, building: number, after: ChatId | null): void {
    this.run(async () => {
      if (building !== this.building) return
      const { source, page: size = PAGE } = this.deps
      const page = await source.readPage(after, size)
      for (const entry of page) index.put(entry)
      const last = page.at(-1)
      if (last && page.length === size) this.addPage(index, building, last.id)
      else this.finish(index, building)
    })
  }

  private finish(index: ChatIndex, building: number): void {
    if (building !== this.building) return
    this.isReady = true
    for (const tell of this.waiting.splice(0)) tell(index.options())
    this.deps.logger.debug('the index of chats is ready', { chats: index.size, words: index.wordCount })
    this.deps.onIndexed()
  }

  private follow(ids: readonly ChatId[]): void {
    const { index } = this
    this.run(async () => {
      if (index !== this.index) return
      const entries = await this.deps.source.readEntries(ids)
      const present = new Set(entries.map(({ id }) => id))
      for (const entry of entries) index.put(entry)
      for (const id of ids) if (!present.has(id)) index.remove(id)
      if (!this.isReady) return
      this.deps.onIndexed()
      if (index.isWorn) this.build()
    })
  }

  private run(task: () => Promise<void>): void {
    this.work.run(task).catch((error: unknown) => {
      this.deps.logger.error('chats could not be indexed', { error: describeError(error) })
      this.isReady = false
      this.deps.onFailed()
    })
  }
}
