import { existsSync } from 'node:fs'
import { setPriority } from 'node:os'

import { utilityProcess } from 'electron'

import { describeError, type Logger } from '#shared/lib/logger'
import type { HubChild } from './hub-supervisor'

/** A quarter of what the desk gets where both want all of a core, so that it goes on answering beside busy programs. Windows rounds it to none. */
const A_LITTLE_BELOW = 5

/** Starts the built hub (`out/hub/embedded.cjs`). Its output goes to the log as it is: the hub redacts its own lines. */
export function forkHub(entry: string, logger: Logger): HubChild {
  if (!existsSync(entry)) return missingHub()
  const child = utilityProcess.fork(entry, [], { serviceName: 'Otklik hub', stdio: 'pipe' })
  child.on('spawn', () => {
    if (child.pid !== undefined) giveWay(child.pid, logger)
  })
  child.stdout?.on('data', (data: Buffer) => {
    logger.info(data.toString('utf8').trimEnd())
  })
  child.stderr?.on('data', (data: Buffer) => {
    logger.warn(data.toString('utf8').trimEnd())
  })
  return {
    post: (message) => {
      child.postMessage(message)
    },
    kill: () => {
      child.kill()
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
  }
}

/** Keys, calls and their sound go before what is told of the next message (docs/adr/0084). */
function giveWay(pid: number, logger: Logger): void {
  try {
    setPriority(pid, A_LITTLE_BELOW)
  } catch (error) {
    logger.warn('the hub runs at the priority of the desk', { cause: describeError(error) })
  }
}

/** A build without a hub: the desk is told instead of waiting for ever. */
function missingHub(): HubChild {
  return {
    post: () => {},
    kill: () => {},
    onMessage: (listener) => {
      queueMicrotask(() => {
        listener({
          type: 'failed',
          reason: 'databaseUnusable',
          detail: 'out/hub/embedded.cjs is missing: build the hub',
        })
      })
    },
    onExit: () => {},
  }
}
