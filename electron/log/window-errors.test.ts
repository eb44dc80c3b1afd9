import { describe, expect, it, vi } from 'vitest'

import { windowErrorOf } from './window-errors'

vi.mock('electron', () => ({ app: {}, webContents: {} }))

const SOURCE = 'app://otklik/assets/desk-1a2b.js?chat=7#x'
const found = { error: 'TypeError: x is not a function', at: 'desk-1a2b.js:12' }

describe('windowErrorOf', () => {
  it('reads the arguments of Electron up to 34', () => {
    expect(windowErrorOf([{}, 3, 'Uncaught TypeError: x is not a function', 12, SOURCE])).toEqual(found)
  })

  it('reads the event of later versions', () => {
    const message = 'Uncaught (in promise) TypeError: x is not a function'
    expect(windowErrorOf([{ level: 'error', message, lineNumber: 12, sourceId: SOURCE }, 3, message])).toEqual(found)
  })

  it.each([
    ['a warning', [{}, 2, 'Uncaught warning', 1, SOURCE]],
    ['a failed request', [{}, 3, "WebSocket connection to 'ws://127.0.0.1:1/' failed", 1, SOURCE]],
    ['an event of another level', [{ level: 'info', message: 'Uncaught x', lineNumber: 1, sourceId: SOURCE }]],
    ['nothing', []],
  ])('leaves out %s', (_what, args) => {
    expect(windowErrorOf(args)).toBeNull()
  })

  it('keeps the line short', () => {
    expect(windowErrorOf([{}, 3, `Uncaught Error: ${'x'.repeat(9_000)}`, 1, SOURCE])?.error).toHaveLength(500)
  })
})
