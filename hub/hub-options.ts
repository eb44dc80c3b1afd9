import type { HubStart } from '#shared/contract/hub-process'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import type { AccountsOptions } from './accounts/accounts'
import type { CreateDriver } from './channels/registry'
import type { HubNetwork } from './network/hub-network'
import type { OnQuery } from './store/database'
import type { ServerPlace } from './store/server/server-database'

export interface HubOptions extends Omit<HubStart, 'type' | 'secret'> {
  /** `null`: there is none, people sign in. */
  readonly secret: string | null
  /** A PostgreSQL that other hubs may share; absent: a database of this hub's own in `dataFolder`. */
  readonly database?: ServerPlace
  readonly clock?: Clock
  readonly logger?: Logger
  readonly random?: () => number
  /** Packed database (store/template.ts); `null`: PostgreSQL makes one, which takes seconds. */
  readonly templateFile?: string | null
  readonly createDriver?: CreateDriver
  /** Built pages of the site chat; `null`: none. */
  readonly portalFolder?: string | null
  /** How others are asked; absent: directly. */
  readonly network?: Pick<HubNetwork, 'exchange' | 'fetch' | 'throughProxy'>
  /** How long to wait while another hub holds the folder. */
  readonly lockPatienceMs?: number
  /** The hub cannot go on and has to be started anew. */
  readonly onFatal?: (error: unknown) => void
  readonly onQuery?: OnQuery
  /** So much of the disk with the attachments stays free; 0: all of it may be used. */
  readonly diskReserveMB?: number
  /** From so many missed changes on what is looked at comes ahead (docs/adr/0082); absent: as is usual. */
  readonly longAbsence?: number
  /** People sign in; absent: whoever knows the secret of the launch is the hub's one person. */
  readonly accounts?: AccountsOptions
}

export interface RunningHub {
  readonly port: number
  readonly databaseSetAside: string | null
  /** Resolves when nothing that the hub does by itself is under way or due: routing, timers, sending, pushes. */
  settled(): Promise<void>
  /** Finishes what is under way, makes it durable and lets go of the folder. */
  stop(): Promise<void>
}
