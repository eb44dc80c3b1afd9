import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import { devices as devicesContract } from '#shared/contract/ipc/devices'
import type { Context } from '../context'
import type { MediaBridge } from '../media/media-bridge'
import { HeadsetDirector } from './headset-director'

/** The headset's keys and lights, joined to the calls, the settings and the screens. */
export function startHeadset(
  { owned, settings, send, clock, logger }: Context,
  media: MediaBridge,
  calls: () => Promise<HandlersOf<CallsContract>>,
): HeadsetDirector {
  const director = owned.add(
    new HeadsetDirector({
      media,
      calls,
      clock,
      logger: logger.child('headset'),
      onTested: (pressed) => {
        send(devicesContract, 'headsetTested', { pressed })
      },
      onTestEnded: () => {
        send(devicesContract, 'headsetTestEnded', null)
      },
    }),
  )
  owned.add(
    media.onOpened(() => {
      director.handleOpened(settings.get().headset)
    }),
  )
  let known = settings.get().headset
  owned.add(
    settings.onChanged(({ headset }) => {
      if (headset === known) return
      known = headset
      director.setChoice(headset)
    }),
  )
  owned.add(
    media.on('headsetsChanged', (list) => {
      send(devicesContract, 'headsetsChanged', list)
    }),
  )
  return director
}
