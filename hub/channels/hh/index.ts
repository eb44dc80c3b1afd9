import type { ChannelHost } from '../channel'
import { defaultTuning, type HhConfig, type HhTuning } from './config'
import { HhChannel } from './hh-channel'

export type { HhConfig, HhTuning } from './config'
export type { HhChannel } from './hh-channel'

export function createHhChannel(config: HhConfig, host: ChannelHost, tuning: Partial<HhTuning> = {}): HhChannel {
  return new HhChannel(config, host, { ...defaultTuning, ...tuning })
}
