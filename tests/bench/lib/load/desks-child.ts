/** A thousand desks of `hub-load` and `hub-catch-up`, in a program of their own. */
import { waitUntil } from '../../../lib/wait-until'
import { answerParent, ownCpuMs } from './answering'
import { Delays } from './arrivals'
import { KnownFrames } from './known-frames'
import { LoadDesk, type DeskWorld } from './load-desk'
import { monotonicMs } from './words'

export type DesksQuestion =
  | {
      readonly ask: 'open'
      readonly hubs: readonly string[]
      readonly tokens: readonly string[]
      readonly cursor: number
      readonly feedId: string | null
    }
  | {
      readonly ask: 'catchUp'
      readonly hub: string
      readonly token: string
      readonly cursor: number
      readonly feedId: string
    }
  | { readonly ask: 'clear' }
  | { readonly ask: 'arrived'; readonly count: number; readonly withinMs: number }
  | { readonly ask: 'report' }
  | { readonly ask: 'close' }

const CONNECTING_AT_ONCE = 25
const CONNECTING_MS = 300_000

const world: DeskWorld = {
  frames: new KnownFrames(),
  delays: new Delays(),
  faults: { cursor: 0, order: 0, unexpected: 0 },
  counts: { frames: 0, bytes: 0 },
  lastMs: 0,
}
let desks: LoadDesk[] = []

async function open({ hubs, tokens, cursor, feedId }: Extract<DesksQuestion, { ask: 'open' }>): Promise<null> {
  for (let start = 0; start < tokens.length; start += CONNECTING_AT_ONCE) {
    const some = tokens
      .slice(start, start + CONNECTING_AT_ONCE)
      .map((token, index) => new LoadDesk(world, hubs, start + index, token, { cursor, feedId }))
    desks.push(...some)
    for (const desk of some) desk.connect()
    await waitUntil(() => Promise.resolve(some.every(({ isLive }) => isLive)), CONNECTING_MS, 5)
  }
  return null
}

/** Milliseconds from the moment in which a desk connects until nothing older is left. */
async function catchUpMs({ hub, token, cursor, feedId }: Extract<DesksQuestion, { ask: 'catchUp' }>): Promise<number> {
  const desk = new LoadDesk(world, [hub], 0, token, { cursor, feedId })
  const beginMs = monotonicMs()
  desk.connect()
  await waitUntil(() => Promise.resolve(desk.isLive), CONNECTING_MS, 1)
  desk.close()
  return desk.liveMs - beginMs
}

function report() {
  const { delays, faults, counts, frames } = world
  const had = desks.map((desk) => desk.had)
  return {
    desks: desks.length,
    live: desks.filter(({ isLive }) => isLive).length,
    fewest: Math.min(...had.map(({ count }) => count)),
    most: Math.max(...had.map(({ count }) => count)),
    twice: had.reduce((sum, { twice }) => sum + twice, 0),
    /** When the last of them had all that it has. */
    lastMs: world.lastMs,
    cursor: desks[0]?.cursor ?? 0,
    feedId: desks[0]?.feedId ?? null,
    awayMs: Math.max(0, ...desks.map(({ awayMs }) => awayMs)),
    faults,
    frames: counts.frames,
    bytes: counts.bytes,
    parsed: frames.parsed,
    delays: { n: delays.size, p50: delays.percentile(0.5), p99: delays.percentile(0.99), max: delays.percentile(1) },
    cpuMs: ownCpuMs(),
  }
}
export type DesksReport = ReturnType<typeof report>

answerParent<DesksQuestion>(async (question) => {
  switch (question.ask) {
    case 'open':
      return open(question)
    case 'catchUp':
      return catchUpMs(question)
    case 'clear':
      world.delays.clear()
      Object.assign(world.counts, { frames: 0, bytes: 0 })
      return null
    case 'arrived': {
      const { count, withinMs } = question
      const all = () => desks.every((desk) => desk.isLive && desk.had.count >= count)
      await waitUntil(() => Promise.resolve(all()), withinMs, 20).catch(() => undefined)
      return report()
    }
    case 'report':
      return report()
    case 'close':
      for (const desk of desks) desk.close()
      desks = []
      return null
  }
})
