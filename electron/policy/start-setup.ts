import { dialog } from 'electron'

import { policy as policyContract } from '#shared/contract/ipc/policy'
import type { Context } from '../context'
import type { RunningHub } from '../hub/start-hub'
import type { Telephony } from './company-lines'
import { SetupDesk } from './setup-desk'

/** What the company has set, as the windows ask for it, and the ways in which a person takes a set-up. */
export function startSetup(
  context: Context,
  hub: Pick<RunningHub, 'provision'>,
  { accounts, phoneStore, names }: Telephony,
): SetupDesk {
  const { settings, policy, desk, send, router, newId, logger } = context
  const setup = new SetupDesk({
    settings,
    policy,
    lines: accounts,
    deskPhone: phoneStore,
    names,
    provisionHub: hub.provision,
    async askForFile() {
      const { canceled, filePaths } = await dialog.showOpenDialog(desk.window, {
        properties: ['openFile'],
        filters: [{ name: 'Otklik', extensions: ['otklik-setup', 'json'] }],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    onOffered: () => {
      desk.show()
      send(policyContract, 'setupOffered', null)
    },
    newId,
    logger: logger.child('setup'),
  })
  router.handle(policyContract, { getState: () => policy.state(), ...setup.handlers })
  return setup
}
