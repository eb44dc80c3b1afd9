import type { SipAccountId } from '#shared/domain/ids'
import type { Demo } from './environment'
import type { SettingsStore } from './settings/settings-store'
import type { AccountStore } from './sip/phone-ports'

/** Sets up the demo's line, and whose lines it shows, where no line was ever set up. */
export function addDemoAccount(
  accounts: AccountStore,
  settings: Pick<SettingsStore, 'change'>,
  demo: NonNullable<Demo['sip']>,
  newId: () => string,
): void {
  if (accounts.list().length > 0) return
  const { password, colleagues, ...line } = demo
  const id = newId() as SipAccountId
  accounts.save({
    ...line,
    id,
    outboundProxy: null,
    pickupCode: null,
    authorityPem: null,
    authUser: null,
    displayName: null,
    isEnabled: true,
    hasPassword: true,
  })
  accounts.writePassword(id, password)
  settings.change({ colleagues: colleagues.map((each) => ({ ...each, id: newId(), accountId: id })) })
}
