import { alternate, repeat, type AlternatingPlan } from './lib/alternating'
import { withPageWindow } from './lib/page-window'
import { benchResult, type BenchResult } from './lib/result'

const MESSAGES = 10_000
const WRITES: AlternatingPlan = { blocks: 5, perBlock: 2, warmUp: 2 }
const READS: AlternatingPlan = { blocks: 6, perBlock: 50, warmUp: 50 }

interface BenchWindow {
  readonly bench: {
    readonly write: (kind: 'plain' | 'sealed', count: number) => Promise<number>
    readonly readLast: (kind: 'plain' | 'sealed', chat: number) => Promise<number>
  }
}

/**
 * What the encryption of the cache costs (docs/adr/0065): 10,000 messages written as a first filling brings them, and the
 * last 50 of a conversation read. Floor: the same in an open cache of the same Electron.
 */
export async function measureSealedCache(): Promise<readonly BenchResult[]> {
  return withPageWindow('sealed', async (page) => {
    const write = (kind: 'plain' | 'sealed') =>
      page.evaluate(([which, count]) => (window as unknown as BenchWindow).bench.write(which, count), [
        kind,
        MESSAGES,
      ] as const)
    let read = 0
    const readLast = (kind: 'plain' | 'sealed') =>
      page.evaluate(([which, chat]) => (window as unknown as BenchWindow).bench.readLast(which, chat), [
        kind,
        (read++ * 37) % 100,
      ] as const)
    const writes = await alternate(WRITES, {
      value: (count) => repeat(count, () => write('sealed')),
      floor: (count) => repeat(count, () => write('plain')),
    })
    const reads = await alternate(READS, {
      value: (count) => repeat(count, () => readLast('sealed')),
      floor: (count) => repeat(count, () => readLast('plain')),
    })
    return [
      benchResult('sealed-write', 'ms', writes.values, writes.floors),
      benchResult('sealed-read', 'ms', reads.values, reads.floors),
    ]
  })
}
