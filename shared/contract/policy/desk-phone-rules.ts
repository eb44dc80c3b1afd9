import type { DeskPhoneConfig } from '../ipc/desk-phone'
import type { ManagedKey } from './catalogue'
import { fillNames, type LineNames, type Ruled } from './line-rules'

/** What of the desk phone a company may set. */
export type DeskPhonePart = Exclude<keyof DeskPhoneConfig, 'fingerprint'>

export interface DeskPhoneRule {
  readonly key: ManagedKey
  readonly field: DeskPhonePart
  readonly value: unknown
  readonly isLocked: boolean
}

const FIELDS = {
  'deskPhone.address': 'address',
  'deskPhone.model': 'model',
  'deskPhone.secure': 'isSecure',
  'deskPhone.user': 'user',
  'deskPhone.extension': 'extension',
  'deskPhone.listenPort': 'listenPort',
} as const satisfies Readonly<Partial<Record<ManagedKey, DeskPhonePart>>>

/** `names`: who sits here; a number that cannot be filled in is left to the person. */
export function deskPhoneRules(
  ruledOf: (key: ManagedKey) => Ruled | undefined,
  names: LineNames | null,
): DeskPhoneRule[] {
  return (Object.entries(FIELDS) as [keyof typeof FIELDS, DeskPhonePart][]).flatMap(([key, field]) => {
    const found = ruledOf(key)
    if (!found) return []
    const rule = { key, field, isLocked: found.rule === 'locked' }
    if (field !== 'extension' || found.value === '')
      return [{ ...rule, value: found.value === '' && field === 'extension' ? null : found.value }]
    const number = names === null ? String(found.value) : fillNames(String(found.value), names)
    return names !== null && (number === null || !/^[0-9*#]{1,32}$/.test(number)) ? [] : [{ ...rule, value: number }]
  })
}
