import { isNarrowed, NO_FILTERS } from '../data/chat-filters'
import type { ChatListPage, ChatListQuery } from '../data/desk-data'

/** A read that was begun before anybody asked for it; the first who asks the same question gets it, once. */
export class HeadStart {
  /** Resolves when there is something to show, or when there will be nothing. */
  readonly settled: Promise<void>
  private answer: Promise<ChatListPage> | null
  private page: ChatListPage | null = null

  constructor(
    private readonly query: ChatListQuery,
    answer: Promise<ChatListPage>,
    /** As it stood last: shown until the answer is there. */
    remembered: ChatListPage | null = null,
  ) {
    this.answer = answer
    this.page = remembered
    const settled = answer.then(
      (page) => {
        this.page = page
      },
      // Whoever takes the answer handles the failure.
      () => undefined,
    )
    this.settled = remembered ? Promise.resolve() : settled
  }

  take(query: ChatListQuery): Promise<ChatListPage> | null {
    const { answer } = this
    this.answer = null
    return this.isSame(query) ? answer : null
  }

  /** The answer, if it is there by now: so that the first frame can show it. */
  peek(query: ChatListQuery): ChatListPage | null {
    return this.isSame(query) ? this.page : null
  }

  private isSame({ filter, search, offset = 0, limit, filters = NO_FILTERS }: ChatListQuery): boolean {
    if (isNarrowed(filters) || offset > 0) return false
    return filter === this.query.filter && search === this.query.search && limit === this.query.limit
  }
}
