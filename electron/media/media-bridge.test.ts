import { describe, expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { MediaBridge } from './media-bridge'
import { MediaWindowGone } from './media-port'
import type { OpenedPart } from './part-bridge'

class FakeWindow implements OpenedPart {
  readonly heard: unknown[] = []
  destroyed: 'no' | 'gently' | 'by force' = 'no'
  say: (message: unknown) => void = () => {}
  die: (reason: string) => void = () => {}
  post(message: unknown) {
    this.heard.push(message)
  }
  onMessage(listener: (message: unknown) => void) {
    this.say = listener
  }
  onGone(listener: (reason: string) => void) {
    this.die = listener
  }
  destroy(isHanging: boolean) {
    this.destroyed = isHanging ? 'by force' : 'gently'
  }
}

function setUp() {
  const clock = new ManualClock()
  const windows: FakeWindow[] = []
  const bridge = new MediaBridge({
    open: () => {
      const window = new FakeWindow()
      windows.push(window)
      return window
    },
    clock,
    logger: silentLogger,
  })
  const last = () => {
    const window = windows.at(-1)
    if (!window) throw new Error('no window was opened')
    return window
  }
  return { clock, windows, bridge, last }
}

describe('the bridge to the media window', () => {
  it('opens the window at the first request, which waits for it', async () => {
    const { bridge, windows, last } = setUp()
    expect(windows).toHaveLength(0)
    const reply = bridge.requests.stopSound()
    expect(last().heard).toEqual([])
    last().say({ type: 'ready' })
    expect(last().heard).toEqual([{ type: 'request', id: 1, name: 'stopSound', args: null }])
    last().say({ type: 'reply', id: 1, value: null })
    expect(await reply).toBeNull()
  })

  it('tells of an opened window before the requests that waited', () => {
    const { bridge, last } = setUp()
    bridge.onOpened(() => void bridge.requests.setDevices({ input: 'mic', output: null, ring: null }))
    void bridge.requests.stopSound()
    last().say({ type: 'ready' })
    expect(last().heard).toEqual([
      expect.objectContaining({ name: 'setDevices' }),
      expect.objectContaining({ name: 'stopSound' }),
    ])
  })

  it('parses what comes back', async () => {
    const { bridge, last } = setUp()
    const reply = bridge.requests.listDevices()
    last().say({ type: 'ready' })
    last().say({ type: 'reply', id: 1, value: { devices: 'many' } })
    await expect(reply).rejects.toThrow()
  })

  it('passes reports on, and nothing that is none', () => {
    const { bridge, last } = setUp()
    const levels: unknown[] = []
    bridge.on('levels', (payload) => levels.push(payload))
    bridge.start()
    last().say({ type: 'report', name: 'levels', payload: { input: 0.5, output: 0 } })
    last().say({ type: 'report', name: 'levels', payload: { input: 'loud' } })
    last().say({ type: 'report', name: 'gossip', payload: null })
    last().say('noise')
    expect(levels).toEqual([{ input: 0.5, output: 0 }])
  })

  it('[K11] opens another window when it dies, rejects what was under way and tells that calls are unknown there', async () => {
    const { bridge, clock, windows, last } = setUp()
    let restarts = 0
    bridge.onRestarted(() => (restarts += 1))
    bridge.start()
    last().say({ type: 'ready' })
    const lost = bridge.requests.stopSound()
    last().die('crashed')
    await expect(lost).rejects.toBeInstanceOf(MediaWindowGone)
    const waits = bridge.requests.stopMeter()
    clock.advance(0)
    expect(windows).toHaveLength(2)
    expect(restarts).toBe(0)
    last().say({ type: 'ready' })
    expect(restarts).toBe(1)
    last().say({ type: 'reply', id: 2, value: null })
    expect(await waits).toBeNull()
  })

  it('ends a window that hangs, by force', () => {
    const { bridge, clock, windows, last } = setUp()
    bridge.start()
    last().say({ type: 'ready' })
    const [first] = windows
    clock.advance(3_000)
    expect(first?.heard).toEqual([{ type: 'ping' }])
    first?.say({ type: 'pong' })
    clock.advance(9_000)
    expect(first?.destroyed).toBe('no')
    clock.advance(6_000)
    expect(first?.destroyed).toBe('by force')
    expect(windows).toHaveLength(2)
  })

  it('waits longer when windows die again and again', () => {
    const { bridge, clock, windows, last } = setUp()
    bridge.start()
    for (const delayMs of [0, 500, 2_000, 5_000, 5_000]) {
      const before = windows.length
      last().die('crashed')
      if (delayMs > 0) {
        clock.advance(delayMs - 1)
        expect(windows).toHaveLength(before)
      }
      clock.advance(1)
      expect(windows).toHaveLength(before + 1)
    }
  })

  it('opens nothing after its end', async () => {
    const { bridge, clock, windows, last } = setUp()
    bridge.start()
    const waits = bridge.requests.stopSound()
    bridge.dispose()
    await expect(waits).rejects.toBeInstanceOf(MediaWindowGone)
    await expect(bridge.requests.stopSound()).rejects.toBeInstanceOf(MediaWindowGone)
    expect(last().destroyed).toBe('gently')
    last().die('closed')
    clock.advance(60_000)
    expect(windows).toHaveLength(1)
  })
})
