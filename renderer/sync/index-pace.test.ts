import { expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { IndexPace } from './index-pace'

function makePace() {
  const clock = new ManualClock()
  const pace = new IndexPace(clock)
  let isOver = false
  const pause = () => {
    isOver = false
    void pace.pause().then(() => {
      isOver = true
    })
  }
  const isOverNow = async () => {
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    return isOver
  }
  return { clock, pace, pause, isOverNow }
}

it('[F3] rests between two pieces, except for somebody who searches', async () => {
  const { clock, pace, pause, isOverNow } = makePace()
  pause()
  clock.advance(24)
  expect(await isOverNow()).toBe(false)
  clock.advance(1)
  expect(await isOverNow()).toBe(true)
  pace.setSearched(true)
  pause()
  expect(await isOverNow()).toBe(true)
})

it('[O4] does nothing while somebody writes', async () => {
  const { clock, pace, pause, isOverNow } = makePace()
  pace.setWriting(true)
  pause()
  clock.advance(60_000)
  expect(await isOverNow()).toBe(false)
  pace.setWriting(false)
  expect(await isOverNow()).toBe(true)
})

it('[F3] goes on for whoever begins to search, though somebody writes', async () => {
  const { clock, pace, pause, isOverNow } = makePace()
  pace.setWriting(true)
  pause()
  clock.advance(25)
  expect(await isOverNow()).toBe(false)
  pace.setSearched(true)
  expect(await isOverNow()).toBe(true)
  pause()
  expect(await isOverNow()).toBe(true)
  pace.setSearched(false)
  pause()
  clock.advance(25)
  expect(await isOverNow()).toBe(false)
})
