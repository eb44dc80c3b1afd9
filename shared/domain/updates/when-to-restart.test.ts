import { expect, it } from 'vitest'

import { FORCED_NOTICE_MS, whenToRestart, type ReadyFacts } from './when-to-restart'

const DAY_MS = 86_400_000
const facts: ReadyFacts = {
  nowMs: 10 * DAY_MS,
  readyAtMs: 10 * DAY_MS,
  forceAfterDays: null,
  isHeld: false,
  isWished: false,
  restartsAtMs: null,
}
const plan = (given: Partial<ReadyFacts>) => whenToRestart({ ...facts, ...given })
const never = { isNow: false, forcedAtMs: null, restartsAtMs: null, lookAgainAtMs: null }

it('[I3] without a wish and a deadline nothing interrupts the person', () => {
  expect(plan({})).toEqual(never)
})

it('[I3] a wish is followed at once, and waits for the end of what holds it', () => {
  expect(plan({ isWished: true }).isNow).toBe(true)
  expect(plan({ isWished: true, isHeld: true })).toEqual(never)
})

it('[I3] a company forces it after its days, with a notice of five minutes', () => {
  const early = plan({ forceAfterDays: 3 })
  expect(early).toEqual({ ...never, forcedAtMs: 13 * DAY_MS, lookAgainAtMs: 13 * DAY_MS })
  const nowMs = 13 * DAY_MS
  const said = plan({ forceAfterDays: 3, nowMs })
  expect(said).toMatchObject({ isNow: false, restartsAtMs: nowMs + FORCED_NOTICE_MS })
  const later = { forceAfterDays: 3, nowMs: nowMs + FORCED_NOTICE_MS, restartsAtMs: said.restartsAtMs }
  expect(plan(later).isNow).toBe(true)
  expect(plan({ ...later, nowMs: later.nowMs - 1 }).isNow).toBe(false)
})

it('[I3] never in a call, whatever the company forces; after it the notice begins anew', () => {
  const late = { forceAfterDays: 0, nowMs: 20 * DAY_MS, restartsAtMs: 20 * DAY_MS }
  expect(plan({ ...late, isHeld: true, isWished: true })).toMatchObject({ isNow: false, restartsAtMs: null })
  expect(plan({ ...late, restartsAtMs: null })).toMatchObject({
    isNow: false,
    restartsAtMs: 20 * DAY_MS + FORCED_NOTICE_MS,
  })
})
