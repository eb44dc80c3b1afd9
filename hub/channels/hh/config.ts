import { UNLIMITED_MS, type Capabilities } from '#shared/domain/capabilities'
import type { ChannelId } from '#shared/domain/ids'

import { ASSUMED_PER_MINUTE } from '../platform/rate-limiter'

export interface HhConfig {
  readonly channelId: ChannelId
  readonly clientId: string
  readonly clientSecret: string
  /** `https://api.hh.ru` */
  readonly apiUrl: string
  /** `https://hh.ru/oauth/authorize` */
  readonly consentUrl: string
  /** Whom hh.ru writes to about this application: a part of every request (facts/hh.md §1). */
  readonly contactEmail: string
}

const MEBIBYTE = 1024 * 1024

/** Facts/hh.md §5, §6 and §10. The limits of pictures are those of the example there; the real ones are read before sending. */
export const hhCapabilities: Capabilities = {
  maxTextLength: 20_000,
  images: {
    types: ['image/jpeg', 'image/png'],
    maxBytes: 20 * MEBIBYTE,
    maxPixels: Number.MAX_SAFE_INTEGER,
    caption: false,
  },
  files: null,
  deletion: { withinMs: UNLIMITED_MS, otherSide: 'unknown' },
  editing: { withinMs: UNLIMITED_MS, otherSide: 'unknown' },
  typing: false,
  start: { by: 'resume', maxFirstTextLength: 10_000 },
  blacklist: { canUnblock: true, hasReasons: false },
  leave: true,
  stages: true,
  invitations: true,
  readReceipts: true,
  voiceMessages: 'none',
  calls: 'reachable',
  browserCalls: false,
}

/** How patient and how eager the driver is; tests make it quicker. */
export interface HhTuning {
  readonly pollMs: number
  /** Right after something happened. */
  readonly activePollMs: number
  readonly activeForMs: number
  /** The safety net while the webhook works. */
  readonly webhookPollMs: number
  readonly webhookCheckMs: number
  /** All chats and all vacancies are compared. */
  readonly fullWalkMs: number
  /** The counters of the vacancies are looked at. */
  readonly vacancyPollMs: number
  /** No event tells of edits, deletions and reading: a conversation of late is read again after this. */
  readonly recheckMs: number
  readonly recheckWithinMs: number
  /** Of background work; the platform names no figure of its own. */
  readonly requestsPerMinute: number
  readonly requestTimeoutMs: number
  readonly uploadTimeoutMs: number
  readonly downloadTimeoutMs: number
  /** Pictures and résumés that could not be had at once. */
  readonly detailRetryMs: readonly number[]
}

const DAY_MS = 86_400_000

export const defaultTuning: HhTuning = {
  pollMs: 10_000,
  activePollMs: 3000,
  activeForMs: 60_000,
  webhookPollMs: 60_000,
  webhookCheckMs: 600_000,
  fullWalkMs: 900_000,
  vacancyPollMs: 60_000,
  recheckMs: 30_000,
  recheckWithinMs: 7 * DAY_MS,
  requestsPerMinute: ASSUMED_PER_MINUTE,
  requestTimeoutMs: 15_000,
  uploadTimeoutMs: 90_000,
  downloadTimeoutMs: 30_000,
  detailRetryMs: [10_000, 60_000, 300_000, 1_800_000, 7_200_000],
}
