import { describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { Attendance } from './attendance'

function begun() {
  const clock = new ManualClock(0)
  const attendance = new Attendance(clock)
  const told: boolean[] = []
  attendance.observe(() => told.push(attendance.isThere))
  attendance.begin()
  return { clock, attendance, told }
}

describe('[O4] whether somebody is at the desk', () => {
  it('takes nobody to be there who has touched nothing for half a minute', () => {
    const { clock, attendance, told } = begun()
    clock.advance(20_000)
    attendance.touch()
    clock.advance(29_999)
    expect(told).toEqual([])
    clock.advance(1)
    expect(told).toEqual([false])
    attendance.touch()
    expect(told).toEqual([false, true])
    clock.advance(30_000)
    expect(told).toEqual([false, true, false])
    expect(clock.pendingTimers).toBe(0)
  })

  it('counts whoever talks as there, and half a minute longer', () => {
    const { clock, attendance, told } = begun()
    const call = attendance.hold()
    clock.advance(600_000)
    expect(told).toEqual([])
    call.dispose()
    clock.advance(29_999)
    expect(told).toEqual([])
    clock.advance(30_001)
    expect(told).toEqual([false])
  })

  it('is called back by a call', () => {
    const { clock, attendance, told } = begun()
    clock.advance(60_000)
    attendance.hold()
    expect(told).toEqual([false, true])
  })

  it('takes somebody to be there where nobody looks', () => {
    const clock = new ManualClock(0)
    const attendance = new Attendance(clock)
    clock.advance(600_000)
    expect(attendance.isThere).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })
})
