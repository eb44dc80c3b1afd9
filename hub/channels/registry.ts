import type { ChannelKind } from '#shared/domain/channel'
import type { ChannelId } from '#shared/domain/ids'

import { createAvitoChannel } from './avito'
import { createAvitoJobsChannel } from './avito-jobs'
import type { ChannelDriver, ChannelHost } from './channel'
import type { ChannelConfig } from './config'
import { createHhChannel } from './hh'

type Make = (channelId: ChannelId, config: ChannelConfig, host: ChannelHost) => ChannelDriver

export type CreateDriver = (
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
) => ChannelDriver

const makers: Readonly<Record<ChannelKind, Make>> = {
  avito: (channelId, config, host) => createAvitoChannel({ channelId, ...config }, host),
  avitoJobs: (channelId, config, host) => createAvitoJobsChannel({ channelId, ...config }, host),
  hh: (channelId, config, host) =>
    createHhChannel({ channelId, ...config, contactEmail: config.contactEmail ?? '' }, host),
}

/** The only place that knows which kinds of channel there are. */
export function createDriver(
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
): ChannelDriver {
  return makers[kind](channelId, config, host)
}
