import { app } from 'electron'

import { describeError } from '#shared/lib/logger'
import type { Context } from './context'

export interface QuitSteps {
  /** `false`: somebody is asked first. */
  readonly mayQuit: () => boolean
  /** The desk window may really close now. */
  readonly beforeQuit: () => void
  /** Each takes three seconds at most; one after another, the phone before the hub that takes its last record. */
  readonly stop: readonly (() => Promise<void>)[]
}

/** `app.quit()` first ends calls and the hub in order, then lets Electron go. */
export function quitOrderly(context: Context, { mayQuit, beforeQuit, stop }: QuitSteps): void {
  let phase: 'running' | 'stopping' | 'stopped' = 'running'

  const stopAll = async (): Promise<void> => {
    for (const step of stop) {
      try {
        await step()
      } catch (error) {
        context.logger.error('a part of Otklik did not stop well', { error: describeError(error) })
      }
    }
    context.owned.dispose()
    context.logger.info('end')
    phase = 'stopped'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (phase === 'running' && !mayQuit()) {
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
