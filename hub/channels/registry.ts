import type { ChannelKind } from '#shared/domain/channel'
import type { ChannelId } from '#shared/domain/ids'

import { createAvitoChannel } from './avito'
import { createAvitoJobsChannel } from './avito-jobs'
import type { ChannelDriver, ChannelHost } from './channel'
import type { ChannelConfig } from './config'
import { createHhChannel } from './hh'
import { SiteChannel, type CompanyBook } from './site'

/** `site`: the company's side of the hub's own chat. */
type Make = (channelId: ChannelId, config: ChannelConfig, host: ChannelHost, site: CompanyBook) => ChannelDriver

export type CreateDriver = (
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
  site: CompanyBook,
) => ChannelDriver

const makers: Readonly<Record<ChannelKind, Make>> = {
  avito: (channelId, config, host) => createAvitoChannel({ channelId, ...config }, host),
  avitoJobs: (channelId, config, host) => createAvitoJobsChannel({ channelId, ...config }, host),
  hh: (channelId, config, host) =>
    createHhChannel({ channelId, ...config, contactEmail: config.contactEmail ?? '' }, host),
  site: (channelId, _config, host, site) => new SiteChannel(channelId, host, site),
}

/** The only place that knows which kinds of channel there are. */
export function createDriver(
  kind: ChannelKind,
  channelId: ChannelId,
  config: ChannelConfig,
  host: ChannelHost,
  site: CompanyBook,
): ChannelDriver {
  return makers[kind](channelId, config, host, site)
}
