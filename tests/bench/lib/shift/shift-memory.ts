import type { ElectronDesk } from '../../../lib/electron-desk'
import { filledMb, processTree, pssMb } from '../process-tree'

/** What is freed late: finalisers and buffers go some time after the collection that found them. */
const SETTLE_MS = 3_000

export interface MemorySample {
  /** Proportional set size of all processes. */
  readonly pssMb: number
  /** What they have filled themselves: without shares of files that other programs on the computer change. */
  readonly filledMb: number
}

/** Garbage is collected wherever that can be asked for, then everything that belongs to the program is added up. */
export async function sampleDesk(desk: ElectronDesk): Promise<MemorySample> {
  await collectGarbage(desk)
  await new Promise((done) => setTimeout(done, SETTLE_MS))
  await collectGarbage(desk)
  return sampleTree(desk.mainPid)
}

export function sampleTree(pid: number): MemorySample {
  const tree = processTree(pid)
  const sum = (of: (each: number) => number) => tree.reduce((total, each) => total + of(each), 0)
  return { pssMb: sum(pssMb), filledMb: sum(filledMb) }
}

/** Needs `--js-flags=--expose-gc`. The hub’s process has no door for it and collects when it sees fit. */
async function collectGarbage(desk: ElectronDesk): Promise<void> {
  const collect = () => (globalThis as { gc?: () => void }).gc?.()
  await desk.app.evaluate(collect)
  for (const page of desk.app.windows()) {
    await page.evaluate(collect)
    for (const worker of page.workers()) await worker.evaluate(collect)
  }
}
