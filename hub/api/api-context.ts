import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { ChannelSupervisor } from '../channels/supervisor'
import type { CommandService } from '../commands/command-service'
import type { FileService } from '../files/file-service'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'

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
}
