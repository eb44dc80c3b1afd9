import type { Capabilities } from '#shared/domain/capabilities'

import { avitoCapabilities, defaultTuning, type AvitoTuning } from '../avito/config'

/** Facts/avito-jobs.md: responses, résumés and vacancies, and the chats with those who responded. */
export const JOB_SCOPES = 'job:applications,job:cv,job:vacancy,messenger:read,messenger:write,user:read'

/** The messenger's, and responses, which may come by telephone or without a word (facts/avito-jobs.md). */
export const jobsCapabilities: Capabilities = { ...avitoCapabilities, wordlessResponses: true }

export interface JobsTuning extends AvitoTuning {
  readonly responsePollMs: number
  /** The safety net while the webhook works. */
  readonly responseWebhookPollMs: number
  /** Responses of the time before the channel was connected. */
  readonly historyMs: number
  /** Résumés and vacancies that could not be had at once. */
  readonly detailRetryMs: readonly number[]
}

const DAY_MS = 86_400_000

export const defaultJobsTuning: JobsTuning = {
  ...defaultTuning,
  responsePollMs: 30_000,
  responseWebhookPollMs: 300_000,
  historyMs: 30 * DAY_MS,
  detailRetryMs: [10_000, 60_000, 300_000, 1_800_000, 7_200_000],
}
