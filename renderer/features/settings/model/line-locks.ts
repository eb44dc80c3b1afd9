import type { ManagedKey } from '#shared/contract/policy/catalogue'
import { companyLineOf, lineRules, type LineField } from '#shared/contract/policy/line-rules'

import { usePolicy } from '../../../data/policy'
import type { SipForm } from './sip-form'

export interface LineLocks {
  /** Fields that main refuses to change. */
  readonly locked: ReadonlySet<LineField>
  /** The company hands it out: nobody removes it here. */
  readonly isCompanys: boolean
}

const NONE: LineLocks = { locked: new Set(), isCompanys: false }

/** What of a line the company has set. */
export function useLineLocks(): (line: { readonly id: string; readonly user: string }) => LineLocks {
  const policy = usePolicy()
  return ({ id, user }) => {
    const number = companyLineOf(id)
    if (number === null || !policy) return NONE
    const ruledOf = (key: ManagedKey) => policy.managed.find((each) => each.key === key)
    const rules = lineRules(number, ruledOf)
    // A name that could not be filled in is the person's to type.
    const locked = rules.filter(({ isLocked, field }) => isLocked && (field !== 'user' || user !== ''))
    return {
      locked: new Set(locked.map(({ field }) => field)),
      isCompanys: rules.some(({ field }) => field === 'domain'),
    }
  }
}

/** A change with what is locked left as it was: an address that is pasted fills several fields. */
export function keepLocked(before: SipForm, after: SipForm, locked: ReadonlySet<LineField>): SipForm {
  return { ...after, ...Object.fromEntries([...locked].map((field) => [field, before[field]])) }
}
