import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import type { CacheChange } from '../data/cache-changes'
import { keyOfFirstList } from '../data/cache-health'
import { isNarrowed, NO_FILTERS } from '../data/chat-filters'
import { FIRST_LIST_ROWS, type ChatListPage, type ChatListQuery } from '../data/desk-data'

const SAVE_AFTER_MS = 10_000

export interface RememberedListOptions {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly clock: Clock
  readonly databaseName: string
  /** Of the rows: those of another version are not shown. */
  readonly version: number
}

/**
 * The first list as it stood last, outside of the database: Chromium reads through what it has noted to take
 * transactions back before it opens one, some hundred milliseconds where a million rows were written. The first frame
 * shows these rows, and the database's own take their place.
 */
export class RememberedList implements Disposable {
  private saving: Disposable | null = null
  private page: ChatListPage | null = null

  constructor(private readonly options: RememberedListOptions) {}

  read(): ChatListPage | null {
    const { storage, databaseName, version } = this.options
    const text = storage.getItem(keyOfFirstList(databaseName))
    if (text === null) return null
    const kept = parse(text)
    if (kept?.version === version) return kept.page
    this.forget()
    return null
  }

  /** The list stands so on the screen now. */
  note({ rows, hasMore, isFirstFill }: ChatListPage): void {
    const first = rows.slice(0, FIRST_LIST_ROWS)
    const page = { rows: first, offset: 0, hasMore: hasMore || first.length < rows.length, isFirstFill }
    if (page.isFirstFill || page.rows.length === 0) {
      this.forget()
      return
    }
    this.page = page
    this.saving ??= this.options.clock.schedule(SAVE_AFTER_MS, () => {
      this.save()
    })
  }

  /** What is not on the screen grows old, and of whom the company erases nothing stays. */
  handleChange({ everything, chats, erased }: CacheChange, isShown: boolean): void {
    if (everything === true || erased === true || (!isShown && (chats?.length ?? 0) > 0)) this.forget()
  }

  /** At once: the window goes. */
  save(): void {
    this.saving?.dispose()
    this.saving = null
    const { page } = this
    this.page = null
    if (!page) return
    const { storage, databaseName, version } = this.options
    try {
      storage.setItem(keyOfFirstList(databaseName), JSON.stringify({ version, page }))
    } catch (error) {
      // No room (HTML standard, §12.2.2): the next start waits for the database.
      if (!(error instanceof DOMException)) throw error
      this.forget()
    }
  }

  dispose(): void {
    this.saving?.dispose()
    this.saving = null
  }

  private forget(): void {
    this.dispose()
    this.page = null
    this.options.storage.removeItem(keyOfFirstList(this.options.databaseName))
  }
}

/** All chats, the newest first: what a start shows, however far it was scrolled. */
export function isFirstList({ filter, search, offset = 0, filters = NO_FILTERS }: ChatListQuery): boolean {
  return offset === 0 && filter === 'all' && search === '' && !isNarrowed(filters)
}

/** Written by ourselves; what a crash has left of it is nothing. */
function parse(text: string): { readonly version: number; readonly page: ChatListPage } | null {
  try {
    return JSON.parse(text) as { version: number; page: ChatListPage }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
