import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelId } from '#shared/domain/ids'

export interface AvitoConfig {
  readonly channelId: ChannelId
  /** `own`: key pair of one account (client_credentials). `partner`: an application with the person's consent. */
  readonly mode: 'own' | 'partner'
  readonly clientId: string
  readonly clientSecret: string
  /** `https://api.avito.ru` */
  readonly apiUrl: string
  /** `https://avito.ru/oauth` */
  readonly consentUrl: string
}

export const DELETE_WINDOW_MS = 3_600_000

/** Facts file, Limits and section 6. */
export const avitoCapabilities: Capabilities = {
  maxTextLength: 1000,
  images: {
    types: ['image/jpeg', 'image/heic', 'image/gif', 'image/bmp', 'image/png'],
    maxBytes: 24 * 1024 * 1024,
    maxPixels: 75_000_000,
    caption: false,
  },
  files: null,
  deletion: { withinMs: DELETE_WINDOW_MS, otherSide: 'mark' },
  editing: null,
  typing: false,
  start: null,
  blacklist: { canUnblock: false, hasReasons: true },
  leave: false,
  stages: false,
  invitations: false,
  readReceipts: true,
  voiceMessages: 'receive',
  calls: 'anyone',
  browserCalls: false,
}

/** How patient and how eager the driver is; tests make it quicker. */
export interface AvitoTuning {
  readonly pollMs: number
  /** Right after something happened. */
  readonly activePollMs: number
  readonly activeForMs: number
  /** The safety net while the webhook works. */
  readonly webhookPollMs: number
  readonly webhookCheckMs: number
  readonly fullWalkMs: number
  readonly requestTimeoutMs: number
  readonly uploadTimeoutMs: number
  readonly downloadTimeoutMs: number
  /** `handleWebhook` returns by then, with the chat's re-read still going on. */
  readonly webhookAnswerMs: number
  readonly firstPageSize: number
  /** A chat read back sooner than this after a lost answer may not show the message yet. */
  readonly settleAfterLossMs: number
  readonly settleAfterTimeoutMs: number
  readonly mediaRetryMs: readonly number[]
}

export const defaultTuning: AvitoTuning = {
  pollMs: 5000,
  activePollMs: 2000,
  activeForMs: 60_000,
  webhookPollMs: 60_000,
  webhookCheckMs: 600_000,
  fullWalkMs: 600_000,
  requestTimeoutMs: 15_000,
  uploadTimeoutMs: 90_000,
  downloadTimeoutMs: 30_000,
  webhookAnswerMs: 1200,
  firstPageSize: 20,
  settleAfterLossMs: 1000,
  settleAfterTimeoutMs: 10_000,
  mediaRetryMs: [5000, 15_000, 60_000, 300_000, 900_000, 900_000, 900_000],
}
