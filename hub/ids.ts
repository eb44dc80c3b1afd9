import { randomFillSync } from 'node:crypto'

import { v7 } from 'uuid'

import type { Clock } from '#shared/lib/clock'

const RANDOM_BYTES = 16

/** Makes ids of any kind. Later ids sort after earlier ones, also within one millisecond. */
export type NewId = <T extends string>() => T

/** UUIDv7. The random part comes from Node's own source: the global `crypto` is missing in Node 18. */
export function createIdSource(clock: Clock): NewId {
  let lastMs = 0
  let sequence = 0
  return <T extends string>() => {
    const nowMs = Math.max(clock.now(), lastMs)
    sequence = nowMs === lastMs ? sequence + 1 : 0
    lastMs = nowMs
    const random = randomFillSync(new Uint8Array(RANDOM_BYTES))
    return v7({ random, msecs: nowMs, seq: sequence }) as T
  }
}
