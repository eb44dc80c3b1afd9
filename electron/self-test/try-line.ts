import type { SipAccountInput } from '#shared/contract/ipc/sip'
import { failed, passed, skipped, type Found } from '#shared/domain/self-test/row'
import type { SipAccount, SipTestStep } from '#shared/domain/sip-account'

export interface LinePorts {
  readonly list: () => readonly SipAccount[]
  /** The line's own test (`electron/sip/account/account-test`), with the stored password. */
  readonly test: (account: SipAccountInput) => Promise<readonly SipTestStep[]>
}

/** One line on its own way: server, encryption, registration, kind of sound. */
export async function tryLine(account: SipAccount, test: LinePorts['test']): Promise<Found> {
  if (!account.isEnabled) return skipped('switchedOff')
  const { transport } = account
  for (const { layer, outcome } of await test({ ...account, password: null })) {
    if (outcome.kind !== 'failed') continue
    const { reason, detail } = outcome
    return failed(`line.${reason}`, { transport, step: layer, ...(detail !== null && { detail }) })
  }
  return passed({ transport })
}
