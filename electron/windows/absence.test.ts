import { EventEmitter } from 'node:events'

import { expect, it } from 'vitest'

import { watchAbsence } from './absence'

function setUp() {
  const signs = new EventEmitter()
  const told: boolean[] = []
  const absence = watchAbsence(signs, (isAway) => told.push(isAway))
  return { signs, told, absence }
}

it('[N9] tells of the lock screen and of sleep, each change once', () => {
  const { signs, told, absence } = setUp()
  expect(absence.isAway()).toBe(false)
  for (const sign of ['lock-screen', 'lock-screen', 'unlock-screen', 'suspend', 'resume']) signs.emit(sign)
  expect(told).toEqual([true, false, true, false])
})

it('[N9] a computer that wakes up locked is still without its person', () => {
  const { signs, told, absence } = setUp()
  for (const sign of ['lock-screen', 'suspend', 'resume']) signs.emit(sign)
  expect(told).toEqual([true])
  expect(absence.isAway()).toBe(true)
  signs.emit('unlock-screen')
  expect(told).toEqual([true, false])
})

it('[N9] hears nothing any more once it is disposed', () => {
  const { signs, told, absence } = setUp()
  absence.dispose()
  signs.emit('lock-screen')
  expect(told).toEqual([])
  expect(signs.eventNames()).toEqual([])
})
