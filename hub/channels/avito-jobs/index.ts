import type { AvitoConfig } from '../avito'
import type { ChannelHost } from '../channel'
import { AvitoJobsChannel } from './avito-jobs-channel'
import { defaultJobsTuning, type JobsTuning } from './config'

export type { AvitoJobsChannel } from './avito-jobs-channel'
export type { JobsTuning } from './config'

export function createAvitoJobsChannel(
  config: AvitoConfig,
  host: ChannelHost,
  tuning: Partial<JobsTuning> = {},
): AvitoJobsChannel {
  return new AvitoJobsChannel(config, host, { ...defaultJobsTuning, ...tuning })
}
