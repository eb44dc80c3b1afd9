import { expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { err, ok, type Result } from '#shared/lib/result'

import type { Failure } from './failure'
import { PassLoop } from './pass-loop'

const refused: Failure = { kind: 'needsAuthorisation', reason: 'neverAuthorised' }

/** A loop whose passes end when the test says how. */
function aLoop() {
  const clock = new ManualClock()
  const passes: ((result: Result<void, Failure>) => void)[] = []
  const failures: Failure[] = []
  const loop = new PassLoop({
    clock,
    logger: silentLogger,
    pass: () => new Promise((resolve) => passes.push(resolve)),
    afterSuccess: () => 10_000,
    onFailure: (failure) => failures.push(failure),
  })
  loop.start()
  const end = async (result: Result<void, Failure>) => {
    passes.at(-1)?.(result)
    await clock.advanceAsync(0)
  }
  return { clock, loop, passes, failures, end }
}

it('[A2] [A17] looks again at once after a consent that came while a pass without it was failing', async () => {
  const { clock, loop, passes, failures, end } = aLoop()
  await clock.advanceAsync(0)
  loop.restart()
  await end(err(refused))
  await clock.advanceAsync(0)
  expect(passes).toHaveLength(2)
  expect(failures).toEqual([])
  await end(ok(undefined))
  await clock.advanceAsync(9_999)
  expect(passes).toHaveLength(2)
  await clock.advanceAsync(1)
  expect(passes).toHaveLength(3)
})

it('[A21] is patient with what a person has to set right, and says so', async () => {
  const { clock, loop, passes, failures, end } = aLoop()
  await clock.advanceAsync(0)
  loop.wake()
  await end(err(refused))
  expect(failures).toEqual([refused])
  await clock.advanceAsync(59_999)
  expect(passes).toHaveLength(1)
  await clock.advanceAsync(1)
  expect(passes).toHaveLength(2)
})
