import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelId } from '#shared/domain/ids'
import type { Logger } from '#shared/lib/logger'

import type { Gate } from '../accounts/gate'
import type { ChannelDriver } from '../channels/channel'
import type { CompanyBook } from '../channels/site'
import type { NewId } from '../ids'
import type { BlobStore } from '../files/blob-store'
import type { Store } from '../store/store'

export interface CommandContext {
  readonly store: Store
  readonly logger: Logger
  readonly newId: NewId
  readonly blobs: BlobStore
  readonly site: Pick<CompanyBook, 'leaveMissedCall'>
  readonly gate: Pick<Gate, 'recheck'>
  readonly driverOf: (id: ChannelId) => ChannelDriver | null
  readonly capabilitiesOf: (id: ChannelId) => Capabilities | null
}
