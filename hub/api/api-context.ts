import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { AccessNotes } from '../access-log/access-notes'
import type { FarDrivers } from '../between-hubs/far-drivers'
import type { PassedHooks } from '../channels/passed-hooks'
import type { Accounts } from '../accounts/accounts'
import type { Gate } from '../accounts/gate'
import type { OwnAccount } from '../accounts/own-account'
import type { CompanyBook } from '../channels/site'
import type { ChannelSupervisor } from '../channels/supervisor'
import type { CommandService } from '../commands/command-service'
import type { BlobStore } from '../files/blob-store'
import type { FileService } from '../files/file-service'
import type { UploadGate } from '../files/upload-gate'
import type { MailService } from '../mail/mail-service'
import type { NewId } from '../ids'
import type { Erasures } from '../personal-data/erasures'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import type { MangoService } from '../telephony/mango/mango-service'

export interface ApiContext {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: SecretBox
  readonly logger: Logger
  readonly newId: NewId
  /** Who looks at what. */
  readonly looked: Pick<AccessNotes, 'note'>
  readonly gate: Gate
  /** `null`: of an embedded hub, at which nobody signs in. */
  readonly accounts: Accounts | null
  readonly ownAccount: OwnAccount
  readonly version: string
  readonly files: FileService
  readonly uploads: UploadGate
  readonly blobs: BlobStore
  readonly erasures: Pick<Erasures, 'wake'>
  readonly commands: CommandService
  readonly channels: ChannelSupervisor
  /** Drivers, whichever hub they work in. */
  readonly drivers: FarDrivers
  readonly hooks: Pick<PassedHooks, 'passOn'>
  /** The company's side of the site chat. */
  readonly site: CompanyBook
  readonly mail: MailService
  readonly telephony: MangoService
  /** Of this hub, known once it listens. */
  readonly baseUrl: () => string
}
