import { describe, expect, it } from 'vitest'

import { DEFAULT_RING, DEFAULT_TUNES, SOUND_EVENTS } from '#shared/domain/sounds'

import { eventHeardAs, phoneHeardAs, type PhoneSound, type SoundSettings } from './heard-as'

const usual: SoundSettings = {
  hasSounds: true,
  sounds: { message: true, ring: true, callEnded: true, volume: 0.4 },
  tunes: DEFAULT_TUNES,
  ring: DEFAULT_RING,
}
const ALL: readonly PhoneSound[] = ['ring', 'callWaiting', 'callEnded', 'ringback', 'busy']
const heardOfPhone = (settings: SoundSettings, isQuiet = false): readonly string[] =>
  ALL.filter((sound) => phoneHeardAs(settings, isQuiet, sound) !== null)

describe('[N1] what is heard of an event', () => {
  it('is told apart by the sound, each at first by another', () => {
    const heard = SOUND_EVENTS.map((event) => eventHeardAs(usual, event))
    expect(new Set(heard.map((each) => each?.sound)).size).toBe(SOUND_EVENTS.length)
    expect(heard.every((each) => each?.volume === 0.4)).toBe(true)
  })

  it('is what the person chose for it, or nothing', () => {
    const tunes = { ...DEFAULT_TUNES, assigned: 'none', queue: 'knock' } as const
    expect(eventHeardAs({ ...usual, tunes }, 'queue')).toEqual({ sound: 'knock', volume: 0.4 })
    expect(eventHeardAs({ ...usual, tunes }, 'assigned')).toBeNull()
    expect(eventHeardAs({ ...usual, tunes }, 'message')).toEqual({ sound: 'chime', volume: 0.4 })
  })

  it('is nothing once sounds of events, or all sounds, are off', () => {
    const noEvents = { ...usual, sounds: { ...usual.sounds, message: false } }
    for (const event of SOUND_EVENTS) {
      expect(eventHeardAs(noEvents, event)).toBeNull()
      expect(eventHeardAs({ ...usual, hasSounds: false }, event)).toBeNull()
    }
    expect(heardOfPhone(noEvents)).toEqual(ALL)
  })
})

describe('[N6] what is heard of calls', () => {
  it('rings as loud as was wished; a second call is heard in the talk again and again', () => {
    expect(phoneHeardAs(usual, false, 'ring')).toEqual({ sound: 'trill', volume: 0.4 })
    expect(phoneHeardAs({ ...usual, ring: 'low' }, false, 'ring')).toEqual({ sound: 'low', volume: 0.4 })
    expect(phoneHeardAs(usual, false, 'callWaiting')).toEqual({ sound: 'tone', volume: 1, everyMs: 5_000 })
  })

  it('each can be silenced; the tones of one’s own call are a part of the talk', () => {
    expect(heardOfPhone({ ...usual, hasSounds: false })).toEqual(['ringback', 'busy'])
    expect(heardOfPhone({ ...usual, sounds: { ...usual.sounds, ring: false } })).not.toContain('ring')
    expect(heardOfPhone({ ...usual, sounds: { ...usual.sounds, callEnded: false } })).not.toContain('callEnded')
    expect(heardOfPhone({ ...usual, tunes: { ...DEFAULT_TUNES, callWaiting: 'none' } })).not.toContain('callWaiting')
  })

  it('[N7] nothing rings while it is quiet', () => {
    expect(heardOfPhone(usual, true)).toEqual(['callEnded', 'ringback', 'busy'])
  })
})
