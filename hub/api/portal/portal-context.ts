import type { ChannelId } from '#shared/domain/ids'
import type { SiteSettings } from '#shared/domain/site-chat'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { OpenPages, SiteEvents, VisitorBook } from '../../channels/site'
import type { CallExchange } from '../../calls/call-exchange'
import type { FileService } from '../../files/file-service'
import type { PushService } from '../../push/push-service'
import type { Buckets } from './buckets'

export interface PortalContext {
  readonly clock: Clock
  readonly logger: Logger
  readonly visitors: VisitorBook
  readonly events: SiteEvents
  readonly pages: OpenPages
  readonly calls: CallExchange
  /** Is there a mail server that could tell visitors of answers? */
  readonly canNotify: () => Promise<boolean>
  readonly push: PushService
  readonly files: FileService
  /** Of a channel that works. */
  readonly settingsOf: (id: ChannelId) => Promise<SiteSettings | null>
  /** Hosts under which browsers outside this computer reach the hub. */
  readonly publicHosts: () => Promise<ReadonlySet<string>>
  /** Built pages; `null`: none, only the interface. */
  readonly folder: string | null
  readonly limits: PortalLimits
}

export interface PortalLimits {
  /** By the visitor's key. */
  readonly messages: Buckets
  readonly uploads: Buckets
  /** By the browser's address. */
  readonly newcomers: Buckets
  readonly arrivals: Buckets
}

/** Where the hub's own connection names the caller. */
export interface PortalEnv {
  readonly Bindings: { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } | undefined }
}
