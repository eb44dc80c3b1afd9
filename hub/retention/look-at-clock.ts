import { z } from 'zod'

import type { RetentionView } from '#shared/contract/retention'

import { databaseTime } from '../store/database-time'
import { readFact, writeFact } from '../store/facts'
import type { Read, Store } from '../store/store'
import { trustTime, type SeenTime } from './trusted-time'

/** Clocks that are set by a network differ by less. */
const CLOCKS_DIFFER_MS = 5 * 60_000

const seenTime = z.object({
  seenMs: z.number(),
  doubt: z.object({ sinceMs: z.number(), lastMs: z.number() }).nullable(),
})

interface ClockLook {
  readonly trustedMs: number | null
  readonly held: RetentionView['held']
}

/** Looks at the clock, and remembers it. */
export async function lookAtClock(store: Store): Promise<ClockLook> {
  const differs = store.isShared && (await store.read(clocksDiffer))
  if (differs) return { trustedMs: null, held: 'clocksDiffer' }
  return store.write(async (tx) => {
    const { seen, trustedMs } = trustTime(await readSeen(tx), tx.nowMs)
    await writeFact(tx, 'retentionTime', JSON.stringify(seen))
    return { trustedMs, held: trustedMs === null ? 'clockLeapt' : null }
  })
}

/** As it stands, for whoever wants to know why nothing happens. */
export async function heldBy(store: Store): Promise<RetentionView['held']> {
  if (store.isShared && (await store.read(clocksDiffer))) return 'clocksDiffer'
  return store.read(async (view) =>
    trustTime(await readSeen(view), view.nowMs).trustedMs === null ? 'clockLeapt' : null,
  )
}

async function readSeen(view: Read): Promise<SeenTime | null> {
  const text = await readFact(view, 'retentionTime')
  return text === null ? null : seenTime.parse(JSON.parse(text))
}

async function clocksDiffer(view: Read): Promise<boolean> {
  return Math.abs((await databaseTime(view)) - view.nowMs) > CLOCKS_DIFFER_MS
}
