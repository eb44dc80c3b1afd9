import { describe, expect, it } from 'vitest'

import type { AudioDevice } from '#shared/contract/ipc/devices'

import { deviceChoices, meterShare } from './devices'

const words = { system: 'Как в системе', missing: 'Устройство отключено', noneByName: 'Нет такого' }
const devices: readonly AudioDevice[] = [
  { deviceId: 'default', label: 'Default', kind: 'input' },
  { deviceId: 'communications', label: 'Communications', kind: 'input' },
  { deviceId: 'mic', label: 'UH37', kind: 'input' },
  { deviceId: 'out', label: 'UH37', kind: 'output' },
]

describe('[H5] choice of devices', () => {
  it('lists those of its kind after the system’s own', () => {
    expect(deviceChoices(devices, 'input', null, words)).toEqual([
      { value: '', label: 'Как в системе' },
      { value: 'mic', label: 'UH37' },
    ])
  })

  it('[I2] names the device that the company means, or that there is none', () => {
    expect(deviceChoices(devices, 'input', 'name:uh*7', words).at(-1)).toEqual({ value: 'name:uh*7', label: 'UH37' })
    expect(deviceChoices(devices, 'input', 'name:Jabra', words).at(-1)?.label).toBe('Нет такого')
  })

  it('keeps a chosen device that is unplugged now', () => {
    expect(deviceChoices(devices, 'output', 'gone', words).at(-1)).toEqual({
      value: 'gone',
      label: 'Устройство отключено',
    })
  })
})

it('fills the meter between nothing and full', () => {
  expect([meterShare(-1), meterShare(0), meterShare(1), meterShare(2)]).toEqual([0, 0, 1, 1])
  expect(meterShare(0.1)).toBeGreaterThan(0.4)
})
