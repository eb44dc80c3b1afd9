import { userInfo } from 'node:os'

import { deskPhoneRules } from '#shared/contract/policy/desk-phone-rules'
import { fillNames, lineRules, type LineNames } from '#shared/contract/policy/line-rules'
import type { Policy } from '#shared/contract/policy/policy'
import type { Context } from '../context'
import type { RunningHub } from '../hub/start-hub'
import { openDeskPhone, type DeskPhoneStore } from '../settings/desk-phone-store'
import type { SettingsRule } from '../settings/ruled-settings'
import { openAccounts, type LineRulesNow, type RuledAccounts } from '../settings/account-store'

/** Of the policy as it is now, for whoever sits here now. What a template cannot be filled with is left to the person. */
export function companyLineRules(policy: () => Policy, names: () => LineNames): LineRulesNow {
  return (line) =>
    lineRules(line, (key) => policy().rules.get(key)).flatMap(({ key, field, value, isLocked }) => {
      const filled =
        (field === 'user' || field === 'authUser') && typeof value === 'string' ? fillNames(value, names()) : value
      return filled === null && value !== null ? [] : [{ key, path: [field], value: filled, isLocked }]
    })
}

/** The same of the desk phone. */
export function companyPhoneRules(policy: () => Policy, names: () => LineNames): () => readonly SettingsRule[] {
  return () =>
    deskPhoneRules((key) => policy().rules.get(key), names()).map(({ key, field, value, isLocked }) => ({
      key,
      path: [field],
      value,
      isLocked,
    }))
}

export interface Telephony {
  readonly accounts: RuledAccounts
  readonly phoneStore: DeskPhoneStore
  /** Who sits here. */
  readonly names: () => LineNames
}

/** The lines and the phone of this desk, which follow the company and whoever is signed in. */
export function openTelephony(
  { userData, secrets, policy, logger, clock, owned }: Context,
  hub: Pick<RunningHub, 'login' | 'onMoved'>,
): Telephony {
  const names = () => ({ osUser: userInfo().username, login: hub.login() })
  const current = () => policy.current
  const accounts = openAccounts(userData, secrets, logger, clock, companyLineRules(current, names))
  const phoneLog = logger.child('desk-phone')
  const phoneStore = openDeskPhone(userData, secrets, phoneLog, clock, companyPhoneRules(current, names))
  const follow = (): void => {
    accounts.followRules()
    phoneStore.followRules()
  }
  owned.add(policy.onChanged(follow))
  owned.add(hub.onMoved(follow))
  return { accounts, phoneStore, names }
}
