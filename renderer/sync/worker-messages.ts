import type { ChatId, MessageId } from '#shared/domain/ids'
import type { LogContext } from '#shared/lib/logger'

import type { CacheKey } from '../data/sealing/cache-key'
import type { CacheBounds, IncomingMessage, Refusal, UploadShare } from '../data/desk-data'
import type { OlderAnswer } from './history-loader'
import type { HubAddress } from './hub-socket'
import type { LookingAt } from './looking'
import type { CallLoad } from './live-words'
import type { EngineStatus, PresentInChat } from './sync-engine'

/** Between the window and its own worker, two halves of one build: typed, not parsed. */
export type ToWorker =
  /** First of all; the worker does nothing before it. */
  | { readonly type: 'start'; readonly databaseName: string; readonly key: CacheKey | null }
  | { readonly type: 'hub'; readonly address: HubAddress | null }
  | { readonly type: 'online' }
  | { readonly type: 'typing'; readonly chatId: ChatId }
  | { readonly type: 'calls'; readonly calls: CallLoad }
  | { readonly type: 'looking'; readonly looking: LookingAt }
  | { readonly type: 'pace'; readonly everyMs: number }
  | { readonly type: 'open'; readonly chatId: ChatId }
  | { readonly type: 'keep'; readonly bounds: CacheBounds }
  /** A write of the window was refused for want of room. */
  | { readonly type: 'noRoom' }
  /** Main has answered of these. */
  | { readonly type: 'told'; readonly ids: readonly MessageId[] }
  | { readonly type: 'loadOlder'; readonly requestId: number; readonly chatId: ChatId }

export type FromWorker =
  | { readonly type: 'status'; readonly status: EngineStatus }
  | { readonly type: 'incoming'; readonly arrivals: readonly IncomingMessage[] }
  | { readonly type: 'typing'; readonly chatId: ChatId; readonly name: string }
  | { readonly type: 'present'; readonly chats: readonly PresentInChat[] }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'upload'; readonly messageId: MessageId; readonly share: UploadShare | null }
  | { readonly type: 'hubTime'; readonly aheadMs: number }
  | { readonly type: 'socketClosed' }
  /** Whether the cache takes what is new. */
  | { readonly type: 'room'; readonly isThere: boolean }
  /** For another reason than room. */
  | { readonly type: 'cacheFailed' }
  | { readonly type: 'olderAnswered'; readonly requestId: number; readonly answer: OlderAnswer }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string; readonly context: LogContext }

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'
