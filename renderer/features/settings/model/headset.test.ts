import { describe, expect, it } from 'vitest'

import type { HeadsetInfo, HeadsetList } from '#shared/contract/ipc/devices'
import { headsetChoices, plainLabel, standingOf, testStepsOf } from './headset'

const WORDS = { auto: 'auto', off: 'off', missing: 'missing' }

function headset(id: string, more: Partial<HeadsetInfo> = {}): HeadsetInfo {
  return { id, name: id, vendor: null, keys: ['hook', 'mute'], lights: ['ring'], state: 'unused', ...more }
}

const list = (headsets: readonly HeadsetInfo[], microphone: string | null = 'Mic'): HeadsetList => ({
  headsets: [...headsets],
  microphone,
})

describe('how it stands with the headset', () => {
  const used = headset('1111:0001', { state: 'refused' })
  it.each([
    ['wanted by nobody', list([used]), 'off', { kind: 'off' }],
    ['used, also where it refuses', list([headset('x'), used]), 'auto', { kind: 'used', headset: used }],
    ['one without keys', list([]), 'auto', { kind: 'soundOnly' }],
    ['no microphone at all', list([], null), 'auto', { kind: 'nothing' }],
    ['two, and nothing says which', list([headset('a'), headset('b')]), 'auto', { kind: 'choose' }],
    ['the chosen one is away', list([headset('a')]), '2222:0002', { kind: 'away' }],
  ] as const)('%s', (_title, headsets, choice, standing) => {
    expect(standingOf(headsets, choice)).toEqual(standing)
  })
})

describe('choices', () => {
  it('keep the chosen one that is unplugged', () => {
    expect(headsetChoices(list([headset('1111:0001')]), '2222:0002', WORDS).map(({ label }) => label)).toEqual([
      'auto',
      '1111:0001',
      'off',
      'missing',
    ])
    expect(headsetChoices(list([]), 'auto', WORDS).map(({ value }) => value)).toEqual(['auto', 'off'])
  })

  it('are named without the number of the USB device', () => {
    expect(plainLabel('Yealink UH37 Mono (6993:b017)')).toBe('Yealink UH37 Mono')
    expect(plainLabel('Built-in (front)')).toBe('Built-in (front)')
  })
})

describe('the test', () => {
  it('asks for the keys that there are, in the order in which they can be pressed', () => {
    expect(testStepsOf({ keys: ['reject', 'mute', 'hook'] })).toEqual(['answer', 'mute', 'end'])
    expect(testStepsOf({ keys: ['hold'] })).toEqual(['hold'])
  })
})
