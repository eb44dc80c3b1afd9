import type { ChannelKind } from '#shared/domain/channel'
import type { ChannelId } from '#shared/domain/ids'

import type { ChannelDriver, ChannelHost } from './channel'
import type { ChannelConfig } from './config'

export type CreateDriver = (
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
) => ChannelDriver

/** The only place that knows which kinds of channel there are. */
export function createDriver(
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
): ChannelDriver {
  const make = makers[kind]
  return make(channelId, config, host)
}

const makers: Readonly<
  Record<ChannelKind, (channelId: ChannelId, config: ChannelConfig, host: ChannelHost) => ChannelDriver>
> = {
  avito: () => {
    throw new Error('The Avito driver is not built in yet.')
  },
}
