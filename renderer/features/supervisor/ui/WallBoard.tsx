import type { AgentId } from '#shared/domain/ids'
import type { WallNumber } from '#shared/domain/wall/wall-view'

import type { Names } from '../model/use-names'
import type { ShownWall } from '../model/wall-screen.store'
import { queueRows, totalOf } from '../model/wall-totals'
import { AgentTable } from './AgentTable'
import { HoursChart } from './HoursChart'
import { QueueTable } from './QueueTable'
import { WallCards } from './WallCards'
import classes from './Wall.module.css'

export interface WallBoardProps {
  readonly wall: ShownWall
  readonly nowMs: number
  readonly names: Names
  readonly onOpen: (number: WallNumber, title: string) => void
  /** Shows how somebody has spent the day. */
  readonly onDay: (id: AgentId) => void
}

export function WallBoard({ wall, nowMs, names, onOpen, onDay }: WallBoardProps) {
  const agents = [...wall.agents.values()]
  return (
    <div className={classes.root}>
      <WallCards total={totalOf(wall.queues.values())} agents={agents} goal={wall.goal} nowMs={nowMs} onOpen={onOpen} />
      <div className={classes.panels}>
        <div className={classes.column}>
          <section className={classes.panel}>
            <QueueTable
              rows={queueRows(names.teams, wall.queues)}
              goal={wall.goal}
              nowMs={nowMs}
              nameOf={names.team}
              onOpen={onOpen}
            />
          </section>
          <section className={classes.panel}>
            <HoursChart hours={wall.hours} />
          </section>
        </div>
        <section className={classes.panel}>
          <AgentTable agents={agents} nowMs={nowMs} nameOf={names.agent} onOpen={onOpen} onDay={onDay} />
        </section>
      </div>
    </div>
  )
}
