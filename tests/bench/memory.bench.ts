import { prepareDesk } from './lib/prepared-desk'
import { processTree, pssMb } from './lib/process-tree'
import { benchResult, type BenchResult } from './lib/result'
import type { StartedElectron } from './lib/started-electron'

const RUNS = 3
const IDLE_MS = 12_000

/** PSS of all processes at idle, hub and media window included. Floor: the empty window's processes. */
export async function measureMemory(): Promise<BenchResult> {
  const desk = await prepareDesk()
  const values: number[] = []
  const floors: number[] = []
  try {
    for (let run = 0; run < RUNS; run += 1) {
      floors.push(await idlePss(await desk.startFloor()))
      values.push(await idlePss(await desk.start()))
    }
  } finally {
    await desk.dispose()
  }
  return benchResult('memory', 'MB', values, floors)
}

async function idlePss(started: StartedElectron): Promise<number> {
  await new Promise((done) => setTimeout(done, IDLE_MS))
  const total = processTree(started.pid).reduce((sum, pid) => sum + pssMb(pid), 0)
  await started.stop()
  return total
}
