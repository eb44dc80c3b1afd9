import { sleep, type Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Front } from './front'
import type { OnQuery } from './store/database'
import { isAway } from './store/server/away'
import type { ServerPlace } from './store/server/server-database'
import { Store } from './store/store'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000

interface OpenDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly front: Front
  readonly onQuery: OnQuery | undefined
}

/** Waits for a PostgreSQL that is not there yet; what is wrong with the address, the password or the tables is thrown. */
export async function openWhenThere(
  place: ServerPlace,
  { clock, logger, front, onQuery }: OpenDependencies,
): Promise<Store> {
  for (let failures = 0; ; failures += 1) {
    try {
      const store = await Store.open(place, clock, logger, undefined, onQuery)
      front.setNotReady('starting')
      return store
    } catch (error) {
      if (!isAway(error)) throw error
      front.setNotReady('databaseAway')
      if (failures === 0) logger.warn('PostgreSQL is not there yet', { cause: describeError(error) })
    }
    await sleep(clock, Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS))
  }
}
