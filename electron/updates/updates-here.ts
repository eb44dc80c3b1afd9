import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { app } from 'electron'

import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { throughChromium } from '../hub/team/hub-fetch'
import { passProxy } from '../network/pass-proxy'
import type { PolicyKeeper } from '../policy/policy-keeper'
import type { Feed } from './feed'
import { findInstaller, type FoundInstaller } from './installers/find-installer'
import { openFeed } from './open-feed'
import { builtInUpdates, updateRules, type BuiltInUpdates, type UpdateRules } from './update-rules'

/** What decides about updates of this very installation, for the desk and for the self-test beside it. */
export interface UpdatesHere {
  readonly installer: FoundInstaller
  readonly rules: () => UpdateRules
  readonly openFeed: (source: string) => Feed
}

export function updatesHere(policy: Pick<PolicyKeeper, 'value'>, clock: Clock, logger: Logger): UpdatesHere {
  const builtIn = readBuiltIn(logger)
  return {
    installer: findInstaller({
      platform: process.platform,
      isPackaged: app.isPackaged,
      execPath: process.execPath,
      environment: process.env,
      version: app.getVersion(),
      restart: (program) => {
        // Not with a link that was opened in the morning: it would dial again.
        app.relaunch({ execPath: program, args: process.argv.slice(1).filter((each) => each.startsWith('--')) })
      },
      start: (path, args) => {
        const child = spawn(path, args, { detached: true, stdio: 'ignore' })
        child.once('error', (error) => {
          logger.error('the installer did not start', { error: describeError(error) })
        })
        child.unref()
      },
    }),
    rules: () => updateRules(policy, builtIn),
    openFeed: (source) => openFeed(source, throughChromium, clock, passProxy),
  }
}

/** A program that was built with a source that nobody understands works all the same, and says so. */
function readBuiltIn(logger: Logger): BuiltInUpdates {
  try {
    return builtInUpdates(JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')))
  } catch (error) {
    logger.error('the source of updates that is built in is not understood', { error: describeError(error) })
    return undefined
  }
}
