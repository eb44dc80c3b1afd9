import { alternate, repeat } from './lib/alternating'
import { labelledQueries, type LabelledQuery } from './lib/name-labels'
import { generatePeople } from './lib/people'
import { benchResult, percentile, type BenchResult } from './lib/result'
import { withPageWindow } from './lib/page-window'

const PEOPLE = 100_000
const PER_KIND = 30
const LIMIT = 60
const PLAN = { blocks: 6, perBlock: 60, warmUp: 24 }

interface BenchWindow {
  readonly bench: {
    readonly fill: (count: number) => Promise<void>
    readonly prepare: () => Promise<number>
    readonly value: (typed: string) => Promise<{ readonly ms: number; readonly found: readonly number[] }>
    readonly floor: (surname: string) => Promise<number>
  }
}

/**
 * Typed → the first screen of rows, of 100,000 people, by labelled queries of every kind: the 95th percentile. Floor: the
 * same rows by the exact beginning of an indexed surname, in the IndexedDB of the same Electron, likewise. Recall and how
 * long the index is built are told on standard error.
 */
export async function measureNameSearch(): Promise<BenchResult> {
  return withPageWindow('search', async (page) => {
    await page.evaluate((count) => (window as unknown as BenchWindow).bench.fill(count), PEOPLE)
    const builtMs = await page.evaluate(() => (window as unknown as BenchWindow).bench.prepare())
    const people = generatePeople(PEOPLE)
    const queries = labelledQueries(people, PER_KIND)
    const recalls = new Map<string, number[]>()
    let asked = 0
    let floorAsked = 0
    const { values, floors } = await alternate(PLAN, {
      value: (count) =>
        repeat(count, async () => {
          const query = queries[asked++ % queries.length]
          if (!query) throw new Error('There is no query')
          const { ms, found } = await page.evaluate(
            (typed) => (window as unknown as BenchWindow).bench.value(typed),
            query.typed,
          )
          note(recalls, query, found)
          return ms
        }),
      floor: (count) =>
        repeat(count, () => {
          const surname = people[(floorAsked++ * 97) % people.length]?.lastName.toLowerCase() ?? ''
          return page.evaluate((typed) => (window as unknown as BenchWindow).bench.floor(typed), surname.slice(0, 5))
        }),
    })
    report(recalls, builtMs)
    return {
      ...benchResult('name-search', 'ms', [percentile(values, 0.95)], [percentile(floors, 0.95)]),
      n: values.length,
    }
  })
}

/** Of those who must be found, how many stand on the first screen, which has room for `LIMIT`. */
function note(recalls: Map<string, number[]>, { kind, expected }: LabelledQuery, found: readonly number[]): void {
  const wanted = new Set(expected)
  const share = found.filter((index) => wanted.has(index)).length / Math.min(LIMIT, wanted.size)
  recalls.set(kind, [...(recalls.get(kind) ?? []), share])
}

function report(recalls: ReadonlyMap<string, readonly number[]>, builtMs: number): void {
  const mean = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0) / shares.length
  for (const [kind, shares] of recalls) console.error(`recall ${mean(shares).toFixed(3)}  ${kind} (${shares.length})`)
  console.error(`recall ${mean([...recalls.values()].flat()).toFixed(3)}  all`)
  console.error(`index built in ${Math.round(builtMs)} ms`)
}
