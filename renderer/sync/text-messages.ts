import type { MessageQuery } from '../data/desk-data'
import type { CacheKey } from '../data/sealing/cache-key'
import type { FoundMessages } from '../data/found-message'
import type { LogContext } from '#shared/lib/logger'

import type { LogLevel } from './worker-messages'

/** Between the window and its worker of the full text, two halves of one build: typed, not parsed. */
export type ToText =
  /** First of all; the worker does nothing before it. */
  | { readonly type: 'start'; readonly databaseName: string; readonly key: CacheKey | null }
  | { readonly type: 'find'; readonly requestId: number; readonly query: MessageQuery }
  /** Nobody looks for anything any more: what is not indexed yet can take its time. */
  | { readonly type: 'left' }
  /** Somebody writes, or has stopped: the processor is theirs meanwhile, unless somebody looks for something. */
  | { readonly type: 'writing'; readonly isWriting: boolean }
  /** Write down what is in memory: the worker will be ended. */
  | { readonly type: 'rest' }

export type FromText =
  | { readonly type: 'found'; readonly requestId: number; readonly found: FoundMessages }
  /** It holds more than before, or something else. */
  | { readonly type: 'indexed' }
  /** All that was to be done is done, and on the disk. */
  | { readonly type: 'rested' }
  /** It cannot go on. */
  | { readonly type: 'failed' }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly context: LogContext }
