import { writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

import { dialog } from 'electron'

import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import { deskPhone as deskPhoneContract } from '#shared/contract/ipc/desk-phone'
import type { ProvisioningFile } from '#shared/domain/desk-phone/provisioning'
import type { CallId } from '#shared/domain/ids'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { openNoteFile } from '../note-file'
import { repeat } from '../repeat'
import type { DeskPhoneStore } from '../settings/desk-phone-store'
import type { AccountStore, CallDirectory, CallJournal } from '../sip/phone-ports'
import { CallMover } from './call-mover'
import { DeskPhoneService } from './desk-phone-service'
import { ownAddress } from './own-address'
import { keptCalls, PhoneCallKeeper } from './phone-call-keeper'

const ADDRESS_CHECK_MS = 10_000

export interface DeskPhoneSurroundings {
  readonly accounts: AccountStore
  readonly store: DeskPhoneStore
  readonly calls: () => Promise<HandlersOf<CallsContract>>
  readonly journal: CallJournal
  readonly directory: CallDirectory
  /** Somebody talks or rings there, as the phone says and nothing contradicts. */
  readonly onInCall: (isInCall: boolean) => void
}

/** The desk phone, joined to the calls, the lines and the screens. */
export function startDeskPhone(
  { userData, owned, router, send, clock, logger, desk, newId }: Context,
  { accounts, store, calls, journal, directory, onInCall }: DeskPhoneSurroundings,
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
  const keeper = owned.add(
    new PhoneCallKeeper({
      file: openNoteFile(join(userData, 'desk-phone-calls.json'), keptCalls, ownLogger),
      journal,
      directory,
      // Freshly made, it is nobody else's.
      newId: () => newId() as CallId,
      ownNumbers: () => accounts.list().map(({ user }) => user),
      clock,
      logger: ownLogger,
    }),
  )
  const onPushed = keeper.handlePushed.bind(keeper)
  const service = owned.add(
    new DeskPhoneService({
      store,
      mover: new CallMover({ calls, onPushed, clock, logger: ownLogger }),
      keeper,
      clock,
      logger: ownLogger,
      ownAddress: (phoneAddress) => ownAddress(networkInterfaces(), phoneAddress),
      ownNumber: () => accounts.list().find(({ isEnabled }) => isEnabled)?.user ?? null,
      saveFile,
      onChanged: (view) => {
        send(deskPhoneContract, 'changed', view)
        onInCall(view.calls.some(({ isSure }) => isSure))
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
