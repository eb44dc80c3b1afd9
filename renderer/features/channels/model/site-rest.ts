import type { z } from 'zod'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type {
  connectSiteRequest,
  makeLinkReply,
  makeLinkRequest,
  siteLinks,
  siteView,
} from '#shared/contract/site-admin'
import type { Channel } from '#shared/domain/channel'
import type { ChannelId } from '#shared/domain/ids'
import type { SiteSettings } from '#shared/domain/site-chat'
import type { Result } from '#shared/lib/result'

import { createAsk } from '../../../ipc/hub-ask'
import type { RestFailure } from './hub-rest'

export type SiteView = z.output<typeof siteView>
export type MadeLink = z.output<typeof makeLinkReply>
type Answer<T> = Promise<Result<T, RestFailure>>

/** The administrator's requests about the site chat. */
export interface SiteRest {
  readonly connect: (request: z.input<typeof connectSiteRequest>) => Answer<{ readonly channel: Channel }>
  readonly view: (id: ChannelId) => Answer<SiteView>
  readonly save: (id: ChannelId, settings: SiteSettings) => Answer<SiteView>
  readonly links: (id: ChannelId) => Answer<z.output<typeof siteLinks>>
  readonly makeLink: (id: ChannelId, request: z.input<typeof makeLinkRequest>) => Answer<MadeLink>
  readonly revoke: (id: ChannelId, linkId: string) => Answer<null>
}

export function createSiteRest(connection: () => HubConnection | null, send: typeof fetch): SiteRest {
  const ask = createAsk(connection, send, ['unknownChannel'] as const)
  const at = (id: ChannelId) => `/api/site-channels/${id}`
  return {
    // The hub is of the same build and answers by the same schemas, checked on its side.
    connect: async (request) =>
      (await ask('POST', '/api/site-channels', request)) as Awaited<Answer<{ channel: Channel }>>,
    view: async (id) => (await ask('GET', at(id))) as Awaited<Answer<SiteView>>,
    save: async (id, settings) => (await ask('PUT', at(id), settings)) as Awaited<Answer<SiteView>>,
    links: async (id) => (await ask('GET', `${at(id)}/links`)) as Awaited<Answer<z.output<typeof siteLinks>>>,
    makeLink: async (id, request) => (await ask('POST', `${at(id)}/links`, request)) as Awaited<Answer<MadeLink>>,
    revoke: async (id, linkId) => (await ask('DELETE', `${at(id)}/links/${linkId}`)) as Awaited<Answer<null>>,
  }
}
