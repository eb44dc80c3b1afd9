import { createServer } from 'node:http'

import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { listenOn } from './listening'
import { MovedError, wasMoved } from './moving/moved-mark'
import { FolderLockedError, waitForFolder } from './store/folder-lock'
import { ServerClock } from './store/server/server-clock'
import { Store } from './store/store'
import { Front } from './front'
import { openWhenThere } from './open-when-there'
import type { HubOptions, RunningHub } from './hub-options'
import { layParts, type Ground } from './hub-parts'
import { runParts } from './hub-run'

/** Longer than a hub takes to end once its application is gone. */
const LOCK_PATIENCE_MS = 10_000

export async function startHub(given: HubOptions): Promise<RunningHub> {
  const clock = given.clock ?? (given.database ? new ServerClock(systemClock) : systemClock)
  const options = { ...given, clock }
  const logger = options.logger ?? silentLogger
  const server = createServer()
  if (options.database) {
    const front = new Front(server, logger.child('front'))
    await listenOn(server, options.port)
    const toStore = { clock, logger: logger.child('store'), front, onQuery: options.onQuery }
    try {
      const store = await openWhenThere(options.database, toStore)
      return await startWith(options, { store, server, front, release: () => undefined })
    } catch (error) {
      server.closeAllConnections()
      server.close()
      throw error
    }
  }
  const lock = await waitForFolder(options.dataFolder, clock, options.lockPatienceMs ?? LOCK_PATIENCE_MS)
  if (!lock.ok) throw new FolderLockedError(lock.error.heldByPid)
  const release = () => {
    lock.value.release()
  }
  try {
    if (wasMoved(options.dataFolder)) throw new MovedError()
    const place = { dataFolder: options.dataFolder, templateFile: options.templateFile ?? null }
    const store = await Store.open(place, clock, logger.child('store'), options.onFatal, options.onQuery)
    return await startWith(options, { store, server, front: null, release })
  } catch (error) {
    release()
    throw error
  }
}

async function startWith(options: HubOptions, ground: Ground): Promise<RunningHub> {
  return runParts(options, ground, await layParts(options, ground))
}
