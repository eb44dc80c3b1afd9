import { writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'

import { dialog } from 'electron'

import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import { deskPhone as deskPhoneContract } from '#shared/contract/ipc/desk-phone'
import type { ProvisioningFile } from '#shared/domain/desk-phone/provisioning'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { repeat } from '../repeat'
import { openDeskPhone } from '../settings/desk-phone-store'
import type { AccountStore } from '../sip/phone-ports'
import { CallMover } from './call-mover'
import { DeskPhoneService } from './desk-phone-service'
import { ownAddress } from './own-address'

const ADDRESS_CHECK_MS = 10_000

/** The desk phone, joined to the calls, the lines and the screens. */
export function startDeskPhone(
  { userData, secrets, owned, router, send, clock, logger, desk }: Context,
  accounts: AccountStore,
  calls: () => Promise<HandlersOf<CallsContract>>,
): DeskPhoneService {
  const ownLogger = logger.child('desk-phone')
  const saveFile = async ({ name, text }: ProvisioningFile): Promise<'saved' | 'cancelled' | 'failed'> => {
    const { filePath } = await dialog.showSaveDialog(desk.window, { defaultPath: name })
    if (!filePath) return 'cancelled'
    try {
      await writeFile(filePath, text, { encoding: 'utf8', mode: 0o600 })
      return 'saved'
    } catch (error) {
      ownLogger.warn('the file for the desk phone was not written', { error: describeError(error) })
      return 'failed'
    }
  }
  const service = owned.add(
    new DeskPhoneService({
      store: openDeskPhone(userData, secrets, ownLogger, clock),
      mover: new CallMover({ calls, clock, logger: ownLogger }),
      clock,
      logger: ownLogger,
      ownAddress: (phoneAddress) => ownAddress(networkInterfaces(), phoneAddress),
      ownNumber: () => accounts.list().find(({ isEnabled }) => isEnabled)?.user ?? null,
      saveFile,
      onChanged: (view) => {
        send(deskPhoneContract, 'changed', view)
      },
    }),
  )
  router.handle(deskPhoneContract, service.handlers)
  owned.add(
    repeat(clock, ADDRESS_CHECK_MS, () => {
      service.checkAddress()
    }),
  )
  return service
}
