import { deskPhoneRules } from '#shared/contract/policy/desk-phone-rules'

import { usePolicy } from '../../../data/policy'
import type { DeskPhoneForm } from './desk-phone-form'

export interface DeskPhoneLocks {
  readonly locked: ReadonlySet<string>
  /** The company has set it up: nobody removes it here. */
  readonly isCompanys: boolean
}

const NONE: DeskPhoneLocks = { locked: new Set(), isCompanys: false }

/** What of the desk phone the company has set, as main enforces it. */
export function useDeskPhoneLocks(stored: Pick<DeskPhoneForm, 'extension'>): DeskPhoneLocks {
  const policy = usePolicy()
  if (!policy) return NONE
  const rules = deskPhoneRules((key) => policy.managed.find((each) => each.key === key), null)
  // A number that could not be filled in is the person's to type.
  const isTheirs = (field: string, value: unknown) => field === 'extension' && value !== null && stored.extension === ''
  const locked = rules.filter(({ isLocked, field, value }) => isLocked && !isTheirs(field, value))
  return {
    locked: new Set(locked.map(({ field }) => field)),
    isCompanys: rules.some(({ field }) => field === 'address'),
  }
}
