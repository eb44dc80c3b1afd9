import type { DisposableStore } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { HubLink } from './hub-link'
import type { HubAddress } from './hub-socket'

/** Tells where the hub is, now and whenever that changes. */
export function followHub(
  hub: HubLink,
  owned: DisposableStore,
  logger: Logger,
  tell: (address: HubAddress | null) => void,
): void {
  let hasChanged = false
  owned.add(
    hub.onChanged((address) => {
      hasChanged = true
      tell(address)
    }),
  )
  hub
    .read()
    .then((address) => {
      // An event that came meanwhile is newer than this answer.
      if (!hasChanged) tell(address)
    })
    .catch((error: unknown) => {
      logger.error('main could not say where the hub is', { error: describeError(error) })
    })
}
