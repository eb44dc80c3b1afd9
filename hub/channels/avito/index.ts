import type { ChannelHost } from '../channel'
import { AvitoChannel } from './avito-channel'
import { defaultTuning, type AvitoConfig, type AvitoTuning } from './config'

export type { AvitoConfig, AvitoTuning } from './config'
export type { AvitoChannel } from './avito-channel'

export function createAvitoChannel(
  config: AvitoConfig,
  host: ChannelHost,
  tuning: Partial<AvitoTuning> = {},
): AvitoChannel {
  return new AvitoChannel(config, host, { ...defaultTuning, ...tuning })
}
