import { EventEmitter } from 'node:events'

import { app } from 'electron'
import { afterEach, expect, it, vi } from 'vitest'

import { DisposableStore } from '#shared/lib/disposable'
import { silentLogger } from '#shared/lib/logger'
import type { Context } from './context'
import { quitOrderly } from './quit'

const { quit } = vi.hoisted(() => ({ quit: vi.fn() }))
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  return { app: Object.assign(new Emitter(), { quit }) }
})

afterEach(() => {
  app.removeAllListeners()
})

function started() {
  // Quitting needs no more of it than this.
  const context = { logger: silentLogger, owned: new DisposableStore() } as unknown as Context
  const steps = {
    mayQuit: vi.fn(() => false),
    beforeQuit: vi.fn(),
    stop: [vi.fn(async () => undefined)],
    atLast: vi.fn(),
  }
  const system = new EventEmitter()
  quitOrderly(context, steps, system as unknown as NodeJS.Process)
  // Electron asks whoever listens, and goes if nobody prevents it.
  quit.mockImplementation(() => {
    app.emit('before-quit', { preventDefault: () => undefined })
  })
  return { steps, system }
}

it('[A17] quitting by hand waits for the answer about what is unsaved', () => {
  const { steps } = started()
  app.quit()
  expect(steps.mayQuit).toHaveBeenCalledOnce()
  expect([steps.beforeQuit.mock.calls.length, steps.stop[0]?.mock.calls.length]).toEqual([0, 0])
})

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
  '[A17] %s asks nobody: the hub is stopped in order before a kill follows',
  (signal) => {
    const { steps, system } = started()
    system.emit(signal)
    expect(steps.mayQuit).not.toHaveBeenCalled()
    expect([steps.beforeQuit.mock.calls.length, steps.stop[0]?.mock.calls.length]).toEqual([1, 1])
  },
)
