import { z } from 'zod'

import { sipAccount } from '#shared/contract/ipc/sip'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { AccountStore } from '../sip/phone-ports'
import { openJsonStore } from './json-store'
import type { SecretBox } from './secret-box'

/** What accounts of before did not have. */
const stored = sipAccount.extend({
  outboundProxy: sipAccount.shape.outboundProxy.default(null),
  pickupCode: sipAccount.shape.pickupCode.default(null),
  authorityPem: sipAccount.shape.authorityPem.default(null),
})
const file = z.object({ accounts: z.array(stored), passwords: z.record(z.string(), z.string()) })

/** SIP accounts in `accounts.json`; passwords stand there sealed. `hasPassword` is told by what can be opened. */
export function openAccounts(folder: string, box: SecretBox, logger: Logger, clock: Clock): AccountStore {
  const store = openJsonStore({
    folder,
    name: 'accounts',
    schema: file,
    defaults: { accounts: [], passwords: {} },
    logger,
    clock,
  })
  const readPassword: AccountStore['readPassword'] = (id) => {
    const sealed = store.read().passwords[id]
    if (sealed === undefined) return null
    const password = box.open(sealed)
    if (password === null) logger.warn('a stored password can no longer be opened', { accountId: id })
    return password
  }
  return {
    list: () =>
      store.read().accounts.map((account) => ({ ...account, hasPassword: account.id in store.read().passwords })),
    save(account) {
      const { accounts, passwords } = store.read()
      const isKnown = accounts.some(({ id }) => id === account.id)
      store.write({
        accounts: isKnown ? accounts.map((old) => (old.id === account.id ? account : old)) : [...accounts, account],
        passwords,
      })
    },
    remove(id) {
      const { accounts, passwords } = store.read()
      const others = Object.entries(passwords).filter(([owner]) => owner !== id)
      store.write({ accounts: accounts.filter((account) => account.id !== id), passwords: Object.fromEntries(others) })
    },
    readPassword,
    writePassword(id, password) {
      const { accounts, passwords } = store.read()
      store.write({ accounts, passwords: { ...passwords, [id]: box.seal(password) } })
    },
  }
}
