import type { Clock } from '#shared/lib/clock'

import { CODE, liveLegs, type Entry, type MangoSandbox } from '../mango'
import { Errands } from './errands'
import type { Customers } from './index'

export interface CloudOfficeOptions {
  readonly clock: Clock
  readonly onError?: (error: unknown) => void
}

const CALLS_EVERY_MS = 90_000
const LOOKS_EVERY_MS = 1_000
const PICKS_UP_AFTER_MS = 6_000
const TALKS_MS = 45_000
const CALLERS = ['79172041833', '79035550117', '74950000440'] as const
const EXTENSIONS = ['101', '102'] as const

/** Everybody at the telephones of the demo's cloud PBX: clients call, and whatever rings is picked up after a while. */
export function startCloudOffice(
  { exchange }: Pick<MangoSandbox, 'exchange'>,
  { clock, onError }: CloudOfficeOptions,
): Customers {
  const errands = new Errands(clock, onError)
  const tended = new Set<Entry>()
  let count = 0

  const tend = (entry: Entry): void => {
    const rings = liveLegs(entry).some(({ state }) => state === 'Appeared')
    errands.after(rings ? PICKS_UP_AFTER_MS : TALKS_MS, async () => {
      if (entry.endedAtS > 0) return
      // Passed on meanwhile, it rings at somebody else.
      if (liveLegs(entry).some(({ state }) => state === 'Appeared')) exchange.answer(entry)
      else if (!rings) exchange.end(entry, CODE.calleeHungUp)
      tend(entry)
    })
  }
  const look = (): void => {
    errands.after(LOOKS_EVERY_MS, async () => {
      for (const entry of exchange.entries) {
        if (entry.endedAtS > 0 || tended.has(entry)) continue
        tended.add(entry)
        tend(entry)
      }
      look()
    })
  }
  const call = (): void => {
    errands.after(CALLS_EVERY_MS, async () => {
      const number = CALLERS[count % CALLERS.length] ?? CALLERS[0]
      exchange.ring(exchange.incoming({ number }), EXTENSIONS[count % EXTENSIONS.length] ?? EXTENSIONS[0])
      count += 1
      call()
    })
  }
  look()
  call()
  return {
    stop: () => {
      errands.dispose()
    },
  }
}
