import { join } from 'node:path'

import { app } from 'electron'

import { updates as updatesContract } from '#shared/contract/ipc/updates'
import { sleep } from '#shared/lib/clock'
import type { Context } from '../context'
import { openUpdateMemory } from './update-memory'
import { UpdateService } from './update-service'
import { updatesHere } from './updates-here'

/** A version that has painted its window and still runs after this works. */
const TRIAL_MS = 5_000

export interface RunningUpdates {
  readonly setInCall: (isInCall: boolean) => void
  /** The last step of quitting. */
  readonly installAtQuit: () => void
}

export function startUpdates(context: Context, painted: Promise<void>): RunningUpdates {
  const { userData, clock, newId, owned, policy, router, send } = context
  const logger = context.logger.child('updates')
  const service = owned.add(
    new UpdateService({
      version: app.getVersion(),
      arch: process.arch,
      ...updatesHere(policy, clock, logger),
      memory: openUpdateMemory(join(userData, 'updates.json'), newId, logger),
      folder: join(userData, 'updates'),
      clock,
      logger,
      quit: () => {
        app.quit()
      },
      onChanged: (state) => {
        send(updatesContract, 'stateChanged', state)
      },
    }),
  )
  owned.add(
    policy.onChanged(() => {
      service.rulesChanged()
    }),
  )
  router.handle(updatesContract, {
    getState: () => service.state(),
    check: () => service.check(),
    download: () => service.download(),
    install: () => service.install(),
    putOff: () => service.putOff(),
    setUnsent({ messages, files }) {
      service.setHold('message', messages > 0)
      service.setHold('file', files > 0)
      return null
    },
  })
  service.start()
  void painted
    .then(() => sleep(clock, TRIAL_MS))
    .then(() => {
      service.confirm()
    })
  return {
    setInCall: (isInCall) => {
      service.setHold('call', isInCall)
    },
    installAtQuit: () => {
      service.installAtQuit()
    },
  }
}
