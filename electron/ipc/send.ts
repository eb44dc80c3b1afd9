import { channelName } from '#shared/contract/channel-name'
import type { Contract, EventsOf } from '#shared/contract/define'
import { mayUseArea } from '../windows/window-kind'
import type { WindowsRegistry } from './windows-registry'
import { EVENT } from './wire'

export type SendEvent = <C extends Contract, K extends keyof EventsOf<C> & string>(
  contract: C,
  name: K,
  payload: EventsOf<C>[K],
) => void

/** Sends an event to every window that may use its area. */
export function createSender(windows: WindowsRegistry): SendEvent {
  return (contract, name, payload) => {
    for (const window of windows.all((kind) => mayUseArea(kind, contract.area))) {
      if (!window.webContents.isCrashed()) window.webContents.send(EVENT, channelName(contract.area, name), payload)
    }
  }
}
