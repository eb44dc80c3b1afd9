import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { PassedHooks } from '../channels/passed-hooks'
import type { CompanyBook } from '../channels/site'
import type { ChannelSupervisor } from '../channels/supervisor'
import type { CommandService } from '../commands/command-service'
import type { FileService } from '../files/file-service'
import type { MailService } from '../mail/mail-service'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import type { MangoService } from '../telephony/mango/mango-service'

export interface ApiContext {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: SecretBox
  readonly logger: Logger
  readonly secret: string
  readonly version: string
  readonly files: FileService
  readonly commands: CommandService
  readonly channels: ChannelSupervisor
  readonly hooks: Pick<PassedHooks, 'passOn'>
  /** The company's side of the site chat. */
  readonly site: CompanyBook
  readonly mail: MailService
  readonly telephony: MangoService
  /** Of this hub, known once it listens. */
  readonly baseUrl: () => string
}
