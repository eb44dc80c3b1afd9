import { prepareFullDesk } from './lib/full-desk'
import { prepareTeamDesk } from './lib/full-team'
import type { PreparedDesk } from './lib/prepared-desk'
import { processTree, pssMb } from './lib/process-tree'
import { processName } from './lib/process-name'
import { benchResult, type BenchResult } from './lib/result'
import type { StartedElectron } from './lib/started-electron'

const RUNS = 3
const IDLE_MS = 12_000

/**
 * PSS of all processes at idle, with 1,000,000 messages of 100,000 chats: with the desk's own hub, and at a team's, which
 * is elsewhere. Floor: the empty window's processes. What each process takes is told on standard error.
 */
export async function measureMemory(): Promise<BenchResult> {
  return measure('memory', await prepareFullDesk())
}

export async function measureMemoryOfTeam(): Promise<BenchResult> {
  return measure('memory-team', await prepareTeamDesk())
}

async function measure(name: string, desk: PreparedDesk): Promise<BenchResult> {
  const values: number[] = []
  const floors: number[] = []
  try {
    for (let run = 0; run < RUNS; run += 1) {
      floors.push(await idlePss(await desk.startFloor()))
      values.push(await idlePss(await desk.start(), run === RUNS - 1 ? name : null))
    }
  } finally {
    await desk.dispose()
  }
  return benchResult(name, 'MB', values, floors)
}

async function idlePss(started: StartedElectron, told: string | null = null): Promise<number> {
  await new Promise((done) => setTimeout(done, IDLE_MS))
  const processes = processTree(started.pid).map((pid) => ({ name: processName(pid), mb: pssMb(pid) }))
  if (told !== null)
    console.error(`${told}: ${processes.map(({ name, mb }) => `${name} ${mb.toFixed(0)}`).join(', ')} MB`)
  await started.stop()
  return processes.reduce((sum, { mb }) => sum + mb, 0)
}
