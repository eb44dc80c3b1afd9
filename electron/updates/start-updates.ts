import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { app } from 'electron'

import { updates as updatesContract } from '#shared/contract/ipc/updates'
import { sleep } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import type { Context } from '../context'
import { hubFetch } from '../hub/team/hub-fetch'
import { findInstaller } from './installers/find-installer'
import { openFeed } from './open-feed'
import { openUpdateMemory } from './update-memory'
import { builtInUpdates, updateRules, type BuiltInUpdates } from './update-rules'
import { UpdateService } from './update-service'

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
  const builtIn = readBuiltIn(logger)
  const version = app.getVersion()
  const service = owned.add(
    new UpdateService({
      version,
      arch: process.arch,
      installer: findInstaller({
        platform: process.platform,
        isPackaged: app.isPackaged,
        execPath: process.execPath,
        environment: process.env,
        version,
        restart: (program) => {
          app.relaunch({ execPath: program, args: process.argv.slice(1) })
        },
      }),
      rules: () => updateRules(policy, builtIn),
      openFeed: (source) => openFeed(source, hubFetch, clock),
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

/** A program that was built with a source that nobody understands works all the same, and says so. */
export function readBuiltIn(logger: Logger): BuiltInUpdates {
  try {
    return builtInUpdates(JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')))
  } catch (error) {
    logger.error('the source of updates that is built in is not understood', { error: describeError(error) })
    return undefined
  }
}
