import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Disposable } from '#shared/lib/disposable'

/** The hub that this desk works with now: the process of this computer (hub-supervisor.ts) or a team's elsewhere. */
export interface HubRun extends Disposable {
  readonly connection: HubConnection
  onChanged(listener: (connection: HubConnection) => void): Disposable
  launch(): void
  /** The person wants it tried again now. */
  restart(): void
  /** Somebody could not get through: is all as it should be? */
  check(): Promise<void>
  stop(): Promise<void>
}
