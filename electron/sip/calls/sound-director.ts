import { soundOf, type CallSound, type CallState } from '#shared/domain/call-state'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { MediaPort } from '../../media/media-port'

export type PhoneSound = CallSound | 'callWaiting'

/** The one sound for all calls: what rings here wins, an ended call is heard only when nothing else goes on. */
export function chooseSound(states: readonly CallState[]): PhoneSound | null {
  const sounds = states.map(soundOf)
  const isBusyHere = states.some(({ stage }) =>
    ['preparing', 'calling', 'ringing', 'answering', 'active'].includes(stage.kind),
  )
  if (sounds.includes('ring')) return isBusyHere ? 'callWaiting' : 'ring'
  if (sounds.includes('ringback')) return 'ringback'
  if (isBusyHere) return null
  return sounds.findLast((sound) => sound !== null) ?? null
}

const BUSY_TONE_MS = 2_500

/** Plays and stops sounds in the media window as the calls change. */
export class SoundDirector implements Disposable {
  private playing: PhoneSound | null = null
  private timer: Disposable | null = null

  constructor(
    private readonly deps: {
      readonly media: MediaPort
      readonly clock: Clock
      readonly logger: Logger
      readonly ringVolume: () => number
    },
  ) {}

  update(states: readonly CallState[]): void {
    this.play(chooseSound(states))
  }

  /** A new media window is silent: what should sound now must be asked for again. */
  handleMediaRestarted(states: readonly CallState[]): void {
    this.playing = null
    this.update(states)
  }

  dispose(): void {
    this.play(null)
    this.timer?.dispose()
  }

  private play(sound: PhoneSound | null): void {
    if (sound === this.playing) return
    this.playing = sound
    this.timer?.dispose()
    this.timer = null
    const { media, clock, logger, ringVolume } = this.deps
    const failed = (error: unknown) => {
      logger.warn('sound failed', { sound, error: describeError(error) })
    }
    if (sound === null) {
      media.requests.stopSound().catch(failed)
      return
    }
    media.requests.playSound({ sound, volume: sound === 'ring' ? ringVolume() : 1 }).catch(failed)
    if (sound !== 'busy') return
    this.timer = clock.schedule(BUSY_TONE_MS, () => {
      media.requests.stopSound().catch(failed)
    })
  }
}
