import type { CacheRepository } from '../data/cache.repository'
import { isNarrowed, NO_FILTERS, type FilterOptions } from '../data/chat-filters'
import type { ChatListPage, ChatListQuery } from '../data/desk-data'
import type { SearchHost } from './search-host'

/** Does something narrow this list besides its kind? Then the index is asked. */
export function isSearched({ search, filters }: ChatListQuery): boolean {
  return search.trim() !== '' || isNarrowed(filters ?? NO_FILTERS)
}

/** Lists by the cache's own indexes; narrowed ones by the index of all chats, or by a scan until that is ready. */
export class ListReader {
  constructor(
    private readonly cache: CacheRepository,
    private readonly index: Pick<SearchHost, 'find' | 'fetchOptions'>,
  ) {}

  async read(query: ChatListQuery): Promise<ChatListPage> {
    if (!isSearched(query)) return this.cache.readChatList(query)
    const { search, filters = null, offset = 0, limit } = query
    const scope = await this.cache.scopeOf(query.filter)
    const answer = await this.index.find({ scope, search, filters, limit: offset + limit })
    if (!answer) return this.cache.readChatList(query)
    return this.cache.readChosen(answer.ids.slice(offset), offset, answer.hasMore)
  }

  async readFilterOptions(): Promise<FilterOptions> {
    return (await this.index.fetchOptions()) ?? this.cache.readFilterOptions()
  }
}
