import { app } from 'electron'

import { describeError } from '#shared/lib/logger'
import type { Context } from './context'

/** From the system that shuts down or a terminal that closes: neither waits for an answer, and both kill next. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

export interface QuitSteps {
  /** `false`: somebody is asked first. Not asked where the system ends us. */
  readonly mayQuit: () => boolean
  /** The desk window may really close now. */
  readonly beforeQuit: () => void
  /** Each takes three seconds at most; one after another, the phone before the hub that takes its last record. */
  readonly stop: readonly (() => Promise<void>)[]
  /** When all of it has stopped. */
  readonly atLast: () => void
}

/**
 * `app.quit()` first ends calls and the hub in order, then lets Electron go. Once the application is ready: Electron's
 * own listeners of signals would take the place of earlier ones.
 */
export function quitOrderly(
  context: Context,
  { mayQuit, beforeQuit, stop, atLast }: QuitSteps,
  system: Pick<NodeJS.Process, 'on'> = process,
): void {
  let phase: 'running' | 'stopping' | 'stopped' = 'running'
  let isTold = false
  for (const signal of SIGNALS)
    system.on(signal, () => {
      isTold = true
      app.quit()
    })

  const stopAll = async (): Promise<void> => {
    for (const step of stop) {
      try {
        await step()
      } catch (error) {
        context.logger.error('a part of Otklik did not stop well', { error: describeError(error) })
      }
    }
    atLast()
    context.owned.dispose()
    context.logger.info('end')
    phase = 'stopped'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (phase === 'running' && !isTold && !mayQuit()) {
      event.preventDefault()
      return
    }
    beforeQuit()
    if (phase === 'stopped') return
    event.preventDefault()
    if (phase === 'stopping') return
    phase = 'stopping'
    void stopAll()
  })
}
