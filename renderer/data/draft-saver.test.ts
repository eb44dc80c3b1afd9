import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { DRAFT_LONGEST_MS, DRAFT_PAUSE_MS, DraftSaver } from './draft-saver'

function setUp() {
  const clock = new ManualClock()
  const savedAtMs: number[] = []
  const startMs = clock.now()
  const saver = new DraftSaver(clock, () => savedAtMs.push(clock.now() - startMs))
  return { clock, saver, savedAtMs }
}

describe('[M20] DraftSaver', () => {
  it('saves once at a pause of at most 150 ms', () => {
    const { clock, saver, savedAtMs } = setUp()
    saver.change()
    clock.advance(50)
    saver.change()
    clock.advance(1000)
    expect(savedAtMs).toEqual([50 + DRAFT_PAUSE_MS])
    expect(DRAFT_PAUSE_MS).toBeLessThanOrEqual(150)
  })

  it('saves someone who never pauses all the same', () => {
    const { clock, saver, savedAtMs } = setUp()
    for (let typed = 0; typed < 13; typed += 1) {
      saver.change()
      clock.advance(50)
    }
    expect(savedAtMs).toEqual([DRAFT_LONGEST_MS])
  })

  it('flushes at once, twice quickly without a second save, and never after disposal', () => {
    const { clock, saver, savedAtMs } = setUp()
    saver.change()
    saver.flush()
    saver.flush()
    saver.change()
    saver.dispose()
    clock.advance(1000)
    expect(savedAtMs).toEqual([0])
    expect(clock.pendingTimers).toBe(0)
  })
})
