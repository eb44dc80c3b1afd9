import type { HandlersOf } from '#shared/contract/define'
import type { Settings } from '#shared/contract/ipc/app'
import type { DevicesContract } from '#shared/contract/ipc/devices'
import type { PlayedSound } from '#shared/contract/ipc/media'
import type { Ring } from '#shared/domain/sounds'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { HeadsetDirector } from '../headset/headset-director'
import type { MediaPort } from './media-port'

/** A meter that nobody stops releases the microphone after this. */
const METER_AT_MOST_MS = 60_000

export function createDeviceHandlers(
  media: MediaPort,
  headset: Pick<HeadsetDirector, 'startTest' | 'stopTest'>,
  settings: () => Settings,
  clock: Clock,
): HandlersOf<DevicesContract> {
  let stop: Disposable | null = null
  const stopMeter = async (): Promise<null> => {
    stop?.dispose()
    stop = null
    await media.requests.stopMeter()
    return null
  }
  const play = (sound: PlayedSound['sound']) => media.requests.playSound({ sound, volume: settings().sounds.volume })
  const tryRing = (sound: Ring) => media.requests.playSound({ sound, volume: settings().sounds.volume, isTried: true })
  return {
    list: () => media.requests.listDevices(),
    async startMeter() {
      stop?.dispose()
      stop = clock.schedule(METER_AT_MOST_MS, () => void stopMeter())
      return media.requests.startMeter()
    },
    stopMeter,
    playTest: ({ on }) => (on === 'ring' ? tryRing(settings().ring) : play('test')),
    tryTune: ({ tune }) => play(tune),
    tryRing: ({ ring }) => tryRing(ring),
    async recordEcho() {
      // The person sees how loud it is; whoever had the meter open finds it as it was.
      const wasOpen = stop !== null
      if (!wasOpen) await media.requests.startMeter()
      const recorded = await media.requests.recordEcho()
      if (!wasOpen && stop === null) await media.requests.stopMeter()
      return recorded
    },
    playEcho: () => media.requests.playEcho(),
    dropEcho: () => media.requests.dropEcho(),
    listHeadsets: () => media.requests.listHeadsets(),
    startHeadsetTest: () => headset.startTest(),
    stopHeadsetTest() {
      headset.stopTest()
      return null
    },
  }
}
