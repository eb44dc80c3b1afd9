import type { Settings } from '#shared/contract/ipc/app'
import type { PlayedSound } from '#shared/contract/ipc/media'
import type { CallSound } from '#shared/domain/call-state'
import type { SoundEvent } from '#shared/domain/sounds'

export type PhoneSound = CallSound | 'callWaiting'

export type SoundSettings = Pick<Settings, 'hasSounds' | 'sounds' | 'tunes' | 'ring'>

const WAITING_EVERY_MS = 5_000

/** How the person wishes to hear of it; `null`: not at all. */
export function eventHeardAs({ hasSounds, sounds, tunes }: SoundSettings, event: SoundEvent): PlayedSound | null {
  const tune = tunes[event]
  return hasSounds && sounds.message && tune !== 'none' ? { sound: tune, volume: sounds.volume } : null
}

/** Tones of a call that one makes belong to the talk: they are heard as it is. */
export function phoneHeardAs(
  { hasSounds, sounds, tunes, ring }: SoundSettings,
  isQuiet: boolean,
  sound: PhoneSound,
): PlayedSound | null {
  switch (sound) {
    case 'ring':
      // What is shown all the same rings to nobody while it is quiet (spec N6, N7).
      return hasSounds && sounds.ring && !isQuiet ? { sound: ring, volume: sounds.volume } : null
    case 'callWaiting':
      return hasSounds && tunes.callWaiting !== 'none' && !isQuiet
        ? { sound: tunes.callWaiting, volume: 1, everyMs: WAITING_EVERY_MS }
        : null
    case 'callEnded':
      return hasSounds && sounds.callEnded ? { sound, volume: sounds.volume } : null
    case 'ringback':
    case 'busy':
      return { sound, volume: 1 }
  }
}
