import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { TypingRest } from './typing-rest'

function resting() {
  const clock = new ManualClock(0)
  const frames: (() => void)[] = []
  const rest = new TypingRest(clock, (action) => frames.push(action))
  const done: string[] = []
  const ask = (what: string) => {
    rest.do(() => done.push(what))
  }
  const paint = () => {
    for (const frame of frames.splice(0)) frame()
  }
  return { clock, rest, done, ask, paint }
}

describe('[O4] what happens while somebody writes', () => {
  it('happens at once as long as nobody does', () => {
    const { done, ask, clock } = resting()
    ask('list')
    expect(done).toEqual(['list'])
    expect(clock.pendingTimers).toBe(0)
  })

  it('waits for the frame of the next key, and keeps its order', () => {
    const { clock, rest, done, ask, paint } = resting()
    rest.noteKey()
    paint()
    clock.advance(50)
    ask('list')
    ask('badge')
    expect(done).toEqual([])
    clock.advance(70)
    rest.noteKey()
    expect(done).toEqual([])
    paint()
    expect(done).toEqual(['list', 'badge'])
    clock.advance(1_500)
    expect(clock.pendingTimers).toBe(0)
  })

  it('waits for no key that does not come', () => {
    const { clock, rest, done, ask, paint } = resting()
    rest.noteKey()
    paint()
    clock.advance(399)
    ask('list')
    clock.advance(100)
    ask('badge')
    expect(done).toEqual([])
    clock.advance(300)
    expect(done).toEqual(['list', 'badge'])
    clock.advance(1)
    ask('later')
    expect(done).toEqual(['list', 'badge', 'later'])
  })

  it('goes on being said of somebody between two words, and no longer', () => {
    const { clock, rest } = resting()
    const told: boolean[] = []
    rest.observe(() => told.push(rest.isWriting))
    rest.noteKey()
    clock.advance(1_000)
    rest.noteKey()
    clock.advance(1_499)
    expect(told).toEqual([true])
    clock.advance(1)
    expect(told).toEqual([true, false])
    rest.noteKey()
    expect(told).toEqual([true, false, true])
    expect(clock.pendingTimers).toBe(1)
  })
})
