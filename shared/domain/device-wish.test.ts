import { describe, expect, it } from 'vitest'

import { patternOf, wishByName, wishedDevice } from './device-wish'

const DEVICES = [
  { deviceId: 'a', label: 'Встроенный микрофон' },
  { deviceId: 'b', label: 'Jabra Evolve2 65 (0b0e:0c12)' },
  { deviceId: 'c', label: 'Plantronics Blackwire 3220 Series' },
]

describe('[I2] a device by its name', () => {
  it.each([
    ['jabra', 'b'],
    ['Blackwire*Series', 'c'],
    ['Series*Blackwire', null],
    ['Yealink|Plantronics | Jabra', 'c'],
    ['встроенный', 'a'],
    ['*', 'a'],
    ['Poly', null],
    ['|', null],
  ])('%s is %s', (pattern, id) => {
    expect(wishedDevice(wishByName(pattern), DEVICES)).toBe(id)
  })

  it('an id is itself, also of a device that is away, and no wish is none', () => {
    expect([wishedDevice('z', DEVICES), wishedDevice(null, DEVICES), patternOf('z'), patternOf(null)]).toEqual([
      'z',
      null,
      null,
      null,
    ])
  })
})
