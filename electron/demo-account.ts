import type { SipAccountId } from '#shared/domain/ids'
import type { Demo } from './environment'
import type { AccountStore } from './sip/phone-ports'

/** Sets up the demo's line where no line was ever set up. */
export function addDemoAccount(accounts: AccountStore, demo: NonNullable<Demo['sip']>, newId: () => string): void {
  if (accounts.list().length > 0) return
  const { password, ...line } = demo
  const id = newId() as SipAccountId
  accounts.save({
    ...line,
    id,
    outboundProxy: null,
    pickupCode: null,
    authUser: null,
    displayName: null,
    isEnabled: true,
    hasPassword: true,
  })
  accounts.writePassword(id, password)
}
