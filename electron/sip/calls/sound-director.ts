import type { PlayedSound } from '#shared/contract/ipc/media'
import { soundOf, type CallState } from '#shared/domain/call-state'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { PhoneSound } from '../../media/heard-as'
import type { MediaPort } from '../../media/media-port'

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
  private isHeard = false
  private timer: Disposable | null = null

  constructor(
    private readonly deps: {
      readonly media: MediaPort
      readonly clock: Clock
      readonly logger: Logger
      readonly heardAs: (sound: PhoneSound) => PlayedSound | null
    },
  ) {}

  update(states: readonly CallState[]): void {
    this.play(chooseSound(states))
  }

  /** The person wishes to hear of it in another way, or not at all, while it goes on. */
  handleWishesChanged(states: readonly CallState[]): void {
    if (this.playing !== 'ring' && this.playing !== 'callWaiting') return
    this.playing = null
    this.update(states)
  }

  /** A new media window is silent: what should sound now must be asked for again. */
  handleMediaRestarted(states: readonly CallState[]): void {
    this.playing = null
    this.isHeard = false
    this.update(states)
  }

  dispose(): void {
    this.play(null)
    this.timer?.dispose()
  }

  private play(sound: PhoneSound | null): void {
    if (sound === this.playing) return
    const { media, clock, logger, heardAs } = this.deps
    const heard = sound === null ? null : heardAs(sound)
    const wasHeard = this.isHeard
    this.playing = sound
    this.isHeard = heard !== null
    this.timer?.dispose()
    this.timer = null
    const failed = (error: unknown) => {
      logger.warn('sound failed', { sound, error: describeError(error) })
    }
    if (heard === null) {
      if (wasHeard) media.requests.stopSound().catch(failed)
      return
    }
    media.requests.playSound(heard).catch(failed)
    if (sound !== 'busy') return
    this.timer = clock.schedule(BUSY_TONE_MS, () => {
      media.requests.stopSound().catch(failed)
    })
  }
}
