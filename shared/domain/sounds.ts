/** Short sounds that Otklik makes itself; each may stand for any event. */
export const TUNES = ['chime', 'drop', 'bell', 'marimba', 'knock', 'signal', 'tone'] as const
export type Tune = (typeof TUNES)[number]

/** What an incoming call may ring with, again and again. */
export const RINGS = ['trill', 'bells', 'melody', 'pulse', 'low'] as const
export type Ring = (typeof RINGS)[number]
export const DEFAULT_RING: Ring = 'trill'

/** What a person may wish to tell apart by ear; of several at once the first of these is heard. */
export const SOUND_EVENTS = ['mention', 'late', 'assigned', 'returned', 'message', 'queue'] as const
export type SoundEvent = (typeof SOUND_EVENTS)[number]

/** In the order of the screen. The last: another call while there is one (spec K9), told in the talk again and again. */
export const TUNED = ['message', 'queue', 'assigned', 'returned', 'mention', 'late', 'callWaiting'] as const
export type Tuned = (typeof TUNED)[number]

type TuneChoice = Tune | 'none'

export const DEFAULT_TUNES: Readonly<Record<Tuned, TuneChoice>> = {
  mention: 'knock',
  late: 'signal',
  assigned: 'bell',
  returned: 'marimba',
  message: 'chime',
  queue: 'drop',
  callWaiting: 'tone',
}

/** The one that is heard for all of them. */
export function loudestOf(events: readonly SoundEvent[]): SoundEvent | null {
  return SOUND_EVENTS.find((event) => events.includes(event)) ?? null
}
