import { homedir } from 'node:os'
import { join } from 'node:path'

import { app } from 'electron'
import { z } from 'zod'

import { autoStart as autoStartContract } from '#shared/contract/ipc/auto-start'
import type { Policy } from '#shared/contract/policy/policy'
import { describeError } from '#shared/lib/logger'
import { err, ok } from '#shared/lib/result'
import type { Context } from '../context'
import { openNoteFile } from '../note-file'
import { macStart, windowsStart } from './login-item'
import { ownCommand } from './own-command'
import { RuledStart, type StartRule } from './ruled-start'
import type { SystemStart } from './system-start'
import { autostartFolder, xdgStart } from './xdg-start'

/** «Start with the computer» (policy `workplace.startWithComputer`). */
export function startAutoStart({ userData, policy, router, logger: log, owned }: Context): void {
  const logger = log.child('autoStart')
  const system = systemStart()
  const ruled = new RuledStart(system, openNoteFile(join(userData, 'auto-start-preset.json'), z.boolean(), logger))
  const attempt = (what: string, act: () => void): void => {
    try {
      act()
    } catch (error) {
      logger.error('the system did not take it', { what, error: describeError(error) })
    }
  }
  // A build from source is not what the person wants to have started.
  if (app.isPackaged)
    attempt('moved program', () => {
      system.followProgram()
    })
  const govern = (now: Policy): void => {
    attempt('policy', () => {
      ruled.govern(ruleOf(now))
    })
  }
  govern(policy.current)
  owned.add(policy.onChanged(govern))
  router.handle(autoStartContract, {
    getState: () => ruled.state(),
    set({ isOn }) {
      try {
        const state = ruled.set(isOn)
        logger.info('start with the computer', { wished: isOn, state })
        return ok(state)
      } catch (error) {
        logger.error('the system did not take it', { what: 'switch', error: describeError(error) })
        return err({ detail: (error as NodeJS.ErrnoException).code ?? 'unknown' })
      }
    },
  })
}

function ruleOf({ rules }: Policy): StartRule | null {
  const ruled = rules.get('workplace.startWithComputer')
  return ruled ? { rule: ruled.rule, isOn: ruled.value === true } : null
}

function systemStart(): SystemStart {
  if (process.platform === 'darwin') return macStart(app)
  const command = ownCommand({
    execPath: process.execPath,
    sourceFolder: process.defaultApp ? app.getAppPath() : null,
    appImage: process.env['APPIMAGE'],
  })
  if (process.platform === 'win32') return windowsStart(app, command)
  return xdgStart(autostartFolder(homedir(), process.env['XDG_CONFIG_HOME']), command)
}
