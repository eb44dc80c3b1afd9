import type { IndexAnswer, IndexQuery } from '../data/chat-index/chat-index'
import type { CacheKey } from '../data/sealing/cache-key'
import type { FilterOptions } from '../data/chat-filters'
import type { LogContext } from '#shared/lib/logger'

import type { LogLevel } from './worker-messages'

/** Between the window and its worker of the index, two halves of one build: typed, not parsed. */
export type ToSearch =
  /** First of all; the worker does nothing before it. */
  | { readonly type: 'start'; readonly databaseName: string; readonly key: CacheKey | null }
  | { readonly type: 'find'; readonly requestId: number; readonly query: IndexQuery }
  | { readonly type: 'options'; readonly requestId: number }

export type FromSearch =
  /** The index holds every chat (again), or follows one more change: lists that it narrows are to be read anew. */
  | { readonly type: 'indexed' }
  /** It cannot go on. */
  | { readonly type: 'failed' }
  /** `null`: not ready yet. */
  | { readonly type: 'found'; readonly requestId: number; readonly answer: IndexAnswer | null }
  | { readonly type: 'options'; readonly requestId: number; readonly options: FilterOptions }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly context: LogContext }
