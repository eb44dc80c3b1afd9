import { z } from 'zod'

import type { HubToMain } from '#shared/contract/hub-process'

/** Whoever started this process: Electron's main (`process.parentPort`) or Node's `child_process.fork` in tests. */
export interface Parent {
  post(message: HubToMain): void
  onMessage(listener: (message: unknown) => void): void
  /** The parent is gone: nobody would ever stop this process. */
  onGone(listener: () => void): void
}

interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: unknown) => void): void
  on(event: 'close', listener: () => void): void
}

const portEvent = z.object({ data: z.unknown() })

/** `null` when nobody started it that it could talk to. */
export function findParent(): Parent | null {
  const { parentPort } = process as { parentPort?: ParentPort }
  if (parentPort) return fromPort(parentPort)
  return process.send ? fromFork() : null
}

function fromPort(port: ParentPort): Parent {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    onMessage: (listener) => {
      port.on('message', (event) => {
        listener(portEvent.parse(event).data)
      })
    },
    onGone: (listener) => {
      port.on('close', listener)
    },
  }
}

function fromFork(): Parent {
  return {
    post: (message) => {
      process.send?.(message)
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
    onGone: (listener) => {
      process.on('disconnect', listener)
    },
  }
}
