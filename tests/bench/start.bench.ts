import { prepareFullDesk } from './lib/full-desk'
import { benchResult, type BenchResult } from './lib/result'

const RUNS = 9

/**
 * Process start → chat list usable, with 1,000,000 messages of 100,000 chats in the cache and in the desk's own hub. Floor:
 * an empty React and Mantine window of the same Electron.
 */
export async function measureStart(): Promise<BenchResult> {
  const desk = await prepareFullDesk()
  const values: number[] = []
  const floors: number[] = []
  try {
    // One of each is thrown away: it pays for cold file caches.
    for (let run = 0; run <= RUNS; run += 1) {
      const floor = await desk.startFloor()
      await floor.stop()
      const started = await desk.start()
      await started.stop()
      if (run === 0) continue
      floors.push(floor.readyMs)
      values.push(started.readyMs)
    }
  } finally {
    await desk.dispose()
  }
  return benchResult('start', 'ms', values, floors)
}
