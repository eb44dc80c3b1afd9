import type { Clock } from '#shared/lib/clock'

import type { FaultPlan } from '../lib/faults'
import type { EventSender } from './event-sender'
import type { Exchange } from './exchange'
import type { Lockout } from './lockout'
import type { RateTable } from './rate-table'
import type { Keys } from './signature'
import type { Statistics } from './statistics'

export interface MangoContext {
  readonly clock: Clock
  readonly keys: Keys
  readonly exchange: Exchange
  readonly statistics: Statistics
  readonly events: EventSender
  readonly faults: FaultPlan
  readonly limits: RateTable
  readonly lockout: Lockout
  readonly counts: { requests: number }
  /** Commands that were taken, by their `command_id`, in order. */
  readonly commands: { readonly method: string; readonly commandId: string }[]
}
