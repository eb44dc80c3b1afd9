import type { Capabilities } from '#shared/domain/capabilities'
import type { ChannelId } from '#shared/domain/ids'

import type { NewId } from '../ids'

/** On whose behalf something is taken in. */
export interface IngestSource {
  readonly channelId: ChannelId
  readonly capabilities: Capabilities
  readonly newId: NewId
}
