import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'

import { wallSocket } from '../api/wall-socket'
import type { DeskSocket } from '../api/desk-sockets'
import type { DiskRoom } from '../files/disk-room'
import type { CallLoad } from '../routing/call-load'
import type { Store } from '../store/store'
import type { NewId } from '../ids'
import { LiveWall } from './live-wall'
import { MissedTargets } from './missed-targets'
import { TalkMarks } from './talk-marks'

export interface WallDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly calls: CallLoad
  readonly room: Pick<DiskRoom, 'state' | 'changed'>
  readonly logger: Logger
}

/** The supervisor's wall and the door through which screens see it. */
export class SupervisorWall {
  readonly door: DeskSocket
  private readonly live: LiveWall
  private readonly talks: TalkMarks
  private readonly missed: MissedTargets

  constructor(private readonly deps: WallDependencies) {
    this.live = new LiveWall(deps)
    this.talks = new TalkMarks(deps)
    this.missed = new MissedTargets(deps, this.live)
    this.door = wallSocket({ ...deps, wall: this.live })
  }

  async start(): Promise<void> {
    await this.talks.start()
    await this.live.start()
  }

  async stop(): Promise<void> {
    await Promise.all([this.live.stop(), this.talks.stop(), this.missed.stop()])
  }
}
