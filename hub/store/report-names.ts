import type { Grouping } from '#shared/domain/report/report'

import { agents, channels, teams, topics } from './schema'
import type { Read } from './store'

/** Names of all that a report can tell apart, removed ones too: they have had cases. */
export async function namesOf(view: Read, grouping: Grouping): Promise<ReadonlyMap<string, string>> {
  if (grouping === 'day' || grouping === 'hour') return new Map()
  const table = { channel: channels, team: teams, agent: agents, topic: topics }[grouping]
  const rows = await view.db.select({ id: table.id, name: table.name }).from(table)
  return new Map(rows.map(({ id, name }) => [id as string, name]))
}
