import { existsSync } from 'node:fs'

import { utilityProcess } from 'electron'

import type { Logger } from '#shared/lib/logger'
import type { HubChild } from './hub-supervisor'

/** Starts the built hub (`out/hub/embedded.cjs`). Its output goes to the log as it is: the hub redacts its own lines. */
export function forkHub(entry: string, logger: Logger): HubChild {
  if (!existsSync(entry)) return missingHub()
  const child = utilityProcess.fork(entry, [], { serviceName: 'Otklik hub', stdio: 'pipe' })
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
