import { openDatabase } from '../../hub/store/open-database'
import { makeTestFolder, testTemplate } from '../../hub/testing/test-folder'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { CaseId } from '#shared/domain/ids'
import { route, type RoutableAgent, type WaitingCase } from '#shared/domain/routing'
import { silentLogger } from '#shared/lib/logger'

import { seededRandom } from '../lib/seeded-random'
import { alternate, repeat } from './lib/alternating'
import { benchResult, type BenchResult } from './lib/result'
import { staff, uuid } from './lib/staff'

const PLAN = { blocks: 6, perBlock: 5, warmUp: 3 }
const CASES = 10_000
const QUERIES = 100
const CAPACITY = 20

/**
 * One decision, who of 1,000 agents in 20 teams gets a case, of 10,000 that wait and are all decided at once. Floor: one
 * query of the hub's kind of database that finds a waiting case by an index.
 */
export async function measureRouting(): Promise<BenchResult> {
  const folder = makeTestFolder()
  const place = { dataFolder: folder.path, templateFile: await testTemplate() }
  const { database } = await openDatabase(place, async () => undefined, 0, silentLogger)
  try {
    const { teams } = staff()
    await database.exec('create table waiting (id uuid primary key, team_id uuid not null, since_ms bigint not null)')
    await database.query(
      `insert into waiting select gen_random_uuid(), ($1::uuid[])[1 + i % $2], i from generate_series(1, $3) as i`,
      [teams.map(({ id }) => id), teams.length, CASES],
    )
    await database.exec('create index waiting_in_order on waiting (team_id, since_ms); analyze waiting')
    const oldest = async () => {
      const beginMs = performance.now()
      for (let index = 0; index < QUERIES; index += 1) {
        const { rows } = await database.query('select id from waiting where team_id = $1 order by since_ms limit 1', [
          teams[index % teams.length]?.id,
        ])
        if (rows.length !== 1) throw new Error('No case waits.')
      }
      return toMicroseconds(performance.now() - beginMs, QUERIES)
    }
    const { values, floors } = await alternate(PLAN, {
      value: (count) => repeat(count, async () => decisionMicroseconds()),
      floor: (count) => repeat(count, oldest),
    })
    return benchResult('routing', 'µs', values, floors)
  } finally {
    await database.close()
    folder.remove()
  }
}

function decisionMicroseconds(): number {
  const agents: readonly RoutableAgent[] = staff().agents.map((agent, index) => ({
    ...agent,
    load: 0,
    idleSinceMs: index,
    lastAssignedMs: null,
  }))
  const random = seededRandom(7)
  const { teams } = staff()
  const waiting = Array.from({ length: CASES }, (_, index): WaitingCase => ({
    id: uuid(3, index) as CaseId,
    teamId: teams[Math.floor(random() * teams.length)]?.id ?? null,
    priority: random() < 0.1 ? 'high' : 'normal',
    sinceMs: Math.floor(random() * 1_000_000),
    triedAgentIds: [],
  }))
  const distribution = { ...DEFAULT_DISTRIBUTION, isAutomatic: true, capacity: CAPACITY }
  const beginMs = performance.now()
  const given = route(waiting, agents, distribution)
  const tookMs = performance.now() - beginMs
  if (given.length !== CASES) throw new Error(`${given.length} of ${CASES} cases were given.`)
  return toMicroseconds(tookMs, CASES)
}

function toMicroseconds(ms: number, count: number): number {
  return (ms * 1000) / count
}
