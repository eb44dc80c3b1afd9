import { generatePeople } from './lib/people'
import { percentile, type BenchResult } from './lib/result'
import { searchLabels, type SearchLabel } from './lib/search-labels'
import { withPageWindow } from './lib/page-window'

const PEOPLE = 100_000
const MESSAGES = 1_000_000
const FIRST = 10

interface Found {
  readonly ms: number
  /** `p` and the place of a person, `m` and the place of a message, in the order of the box. */
  readonly found: readonly string[]
}

interface SearchWindow {
  readonly bench: {
    readonly fill: (people: number) => Promise<void>
    readonly fillMessages: (messages: number, people: number) => Promise<void>
    readonly prepare: () => Promise<number>
    readonly prepareText: () => Promise<number>
    readonly everything: (typed: string) => Promise<Found>
    readonly plain: (typed: string) => Promise<Found>
  }
}

/**
 * Typed → what the one box shows, of 100,000 people and 1,000,000 messages, by 500 labelled queries: the 95th percentile.
 * Floor: plain full text, the words of messages exactly as they are written, by an index of IndexedDB over words, of the
 * same Electron. Recall among the first ten by kind, of both, and how long the index is built are told on standard error.
 */
export async function measureSearch(): Promise<BenchResult> {
  const labels = searchLabels(generatePeople(PEOPLE), MESSAGES)
  return withPageWindow('search', async (page) => {
    await page.evaluate((people) => (window as unknown as SearchWindow).bench.fill(people), PEOPLE)
    await page.evaluate(
      ([messages, people]) => (window as unknown as SearchWindow).bench.fillMessages(messages, people),
      [MESSAGES, PEOPLE] as const,
    )
    await page.evaluate(() => (window as unknown as SearchWindow).bench.prepare())
    const builtMs = await page.evaluate(() => (window as unknown as SearchWindow).bench.prepareText())
    const values: number[] = []
    const floors: number[] = []
    const recalls = new Recalls()
    for (const label of labels) {
      const plain = await page.evaluate((typed) => (window as unknown as SearchWindow).bench.plain(typed), label.typed)
      const box = await page.evaluate(
        (typed) => (window as unknown as SearchWindow).bench.everything(typed),
        label.typed,
      )
      floors.push(plain.ms)
      values.push(box.ms)
      recalls.note(label, box.found, plain.found)
    }
    recalls.tell()
    console.error(`index built in ${String(Math.round(builtMs))} ms`)
    const [value, floor] = [percentile(values, 0.95), percentile(floors, 0.95)]
    return { name: 'search', value, unit: 'ms', floor, ratio: value / floor, n: values.length }
  })
}

class Recalls {
  private readonly byKind = new Map<string, { readonly box: number[]; readonly plain: number[] }>()

  note(label: SearchLabel, box: readonly string[], plain: readonly string[]): void {
    const wanted = new Set([
      ...label.people.map((index) => `p${String(index)}`),
      ...label.messages.map((index) => `m${String(index)}`),
    ])
    const share = (found: readonly string[]) =>
      found.slice(0, FIRST).filter((each) => wanted.has(each)).length / Math.min(FIRST, wanted.size)
    const known = this.byKind.get(label.kind) ?? { box: [], plain: [] }
    known.box.push(share(box))
    known.plain.push(share(plain))
    this.byKind.set(label.kind, known)
  }

  tell(): void {
    const mean = (shares: readonly number[]) =>
      (shares.reduce((sum, share) => sum + share, 0) / shares.length).toFixed(3)
    for (const [kind, { box, plain }] of this.byKind)
      console.error(`recall@10 ${mean(box)}  plain ${mean(plain)}  ${kind} (${String(box.length)})`)
    const all = [...this.byKind.values()]
    console.error(
      `recall@10 ${mean(all.flatMap(({ box }) => box))}  plain ${mean(all.flatMap(({ plain }) => plain))}  all`,
    )
  }
}
