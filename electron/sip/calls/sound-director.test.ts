import { describe, expect, it } from 'vitest'

import type { CallState } from '#shared/domain/call-state'
import { DEFAULT_RING, DEFAULT_TUNES } from '#shared/domain/sounds'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { phoneHeardAs, type SoundSettings } from '../../media/heard-as'
import { FakeMediaPort } from '../testing/fake-media-port'
import { SoundDirector } from './sound-director'

// Of a call only its stage is asked for.
const at = (stage: object): CallState => ({ stage }) as unknown as CallState
const incoming = at({ kind: 'incoming' })
const active = at({ kind: 'active' })
const ended = at({ kind: 'ended', reason: 'hungUpThere' })

function setUp() {
  const media = new FakeMediaPort()
  const state: { wishes: SoundSettings } = {
    wishes: {
      hasSounds: true,
      sounds: { message: true, ring: true, callEnded: true, volume: 1 },
      tunes: DEFAULT_TUNES,
      ring: DEFAULT_RING,
    },
  }
  const director = new SoundDirector({
    media,
    clock: new ManualClock(),
    logger: silentLogger,
    heardAs: (sound) => phoneHeardAs(state.wishes, false, sound),
  })
  const wish = (part: Partial<SoundSettings>, states: readonly CallState[]): void => {
    state.wishes = { ...state.wishes, ...part }
    director.handleWishesChanged(states)
  }
  return { media, director, wish }
}

describe('[N6] the sound of the calls', () => {
  it('falls silent when sounds are switched off while it rings, and rings again', () => {
    const { media, director, wish } = setUp()
    director.update([incoming])
    wish({ hasSounds: false }, [incoming])
    wish({ hasSounds: true }, [incoming])
    expect(media.sounds).toEqual(['trill', null, 'trill'])
  })

  it('rings on with the ring that is chosen meanwhile', () => {
    const { media, director, wish } = setUp()
    director.update([incoming])
    wish({ ring: 'low' }, [incoming])
    wish({ ring: 'low', sounds: { message: true, ring: false, callEnded: true, volume: 1 } }, [incoming])
    expect(media.sounds).toEqual(['trill', 'low', null])
  })

  it('of a second call is the one that was chosen, also when it is chosen meanwhile', () => {
    const { media, director, wish } = setUp()
    director.update([active, incoming])
    wish({ tunes: { ...DEFAULT_TUNES, callWaiting: 'knock' } }, [active, incoming])
    wish({ tunes: { ...DEFAULT_TUNES, callWaiting: 'none' } }, [active, incoming])
    expect(media.sounds).toEqual(['tone', 'knock', null])
  })

  it('of an end is not said again because something else is wished', () => {
    const { media, director, wish } = setUp()
    director.update([ended])
    wish({ sounds: { message: true, ring: false, callEnded: true, volume: 0.5 } }, [ended])
    expect(media.sounds).toEqual(['callEnded'])
  })

  it('of an end is not heard where the person does not wish it', () => {
    const { media, director, wish } = setUp()
    wish({ sounds: { message: true, ring: true, callEnded: false, volume: 1 } }, [])
    director.update([ended])
    expect(media.sounds).toEqual([])
  })
})
