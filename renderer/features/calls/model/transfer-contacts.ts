import type { CallRecord } from '#shared/domain/call'

import { formatPhone } from '../../../ui/phone'

export interface TransferContact {
  readonly number: string
  /** Name and number, as it is chosen by. */
  readonly label: string
}

/** Whom this desk has talked to lately, each number once, but for the one on the line. */
export function transferContacts(history: readonly CallRecord[], own: string): readonly TransferContact[] {
  const found = new Map<string, TransferContact>()
  for (const { route, number, name } of history) {
    if (route === 'page' || number === '' || number === own || found.has(number)) continue
    found.set(number, { number, label: name ? `${name} · ${formatPhone(number)}` : formatPhone(number) })
  }
  return [...found.values()]
}
