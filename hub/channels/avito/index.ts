import type { ChannelHost } from '../channel'
import { AvitoChannel, type MessengerRole } from './avito-channel'
import { defaultTuning, type AvitoConfig, type AvitoTuning } from './config'

export type { AvitoConfig, AvitoTuning } from './config'
export type { AvitoChannel } from './avito-channel'

const MESSENGER: MessengerRole = { kind: 'avito', scopes: 'messenger:read,messenger:write,user:read' }

export function createAvitoChannel(
  config: AvitoConfig,
  host: ChannelHost,
  tuning: Partial<AvitoTuning> = {},
): AvitoChannel {
  return new AvitoChannel(config, host, { ...defaultTuning, ...tuning }, MESSENGER)
}
