import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { DRAFT_AFTER_KEY_MS, DRAFT_LONGEST_MS, DRAFT_PAUSE_MS, DraftSaver } from './draft-saver'

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

  it.each([30, 50, 125, 149])(
    'saves someone whose keys are %i ms apart all the same, after a key and before the next',
    (betweenMs) => {
      const { clock, saver, savedAtMs } = setUp()
      for (let typedMs = 0; typedMs <= 2_000; typedMs += betweenMs) {
        saver.change()
        clock.advance(betweenMs)
      }
      const keyMs = Math.ceil(DRAFT_LONGEST_MS / betweenMs) * betweenMs
      expect(savedAtMs[0]).toBe(keyMs + DRAFT_AFTER_KEY_MS)
      expect(savedAtMs.length).toBeGreaterThanOrEqual(2)
      expect(savedAtMs.length).toBeLessThanOrEqual(3)
    },
  )

  it('never loses a change that comes while a save is due', () => {
    const { clock, saver, savedAtMs } = setUp()
    saver.change()
    for (let steps = 0; steps < 5; steps += 1) {
      clock.advance(DRAFT_PAUSE_MS - 1)
      saver.change()
    }
    const dueMs = 5 * (DRAFT_PAUSE_MS - 1)
    clock.advance(DRAFT_AFTER_KEY_MS)
    expect(savedAtMs).toEqual([dueMs + DRAFT_AFTER_KEY_MS])
    saver.change()
    clock.advance(1_000)
    expect(savedAtMs).toEqual([dueMs + DRAFT_AFTER_KEY_MS, dueMs + DRAFT_AFTER_KEY_MS + DRAFT_PAUSE_MS])
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
