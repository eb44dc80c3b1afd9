import { automationFacts } from '#shared/contract/case-automation'
import { afterEvent, type AutomationEvent, type AutomationFacts } from '#shared/domain/case-automation'

import type { StoredCase } from '../store/cases'
import { readHours } from '../store/central-settings'
import type { Write } from '../store/store'

/** What the rules remember of the case; `null`: they leave it alone until somebody writes. */
export function automationOf({ automation }: Pick<StoredCase, 'automation'>): AutomationFacts | null {
  return automation === null ? null : automationFacts.parse(automation)
}

/** What they are to remember once this has happened. */
export async function remembering(
  tx: Write,
  itsCase: Pick<StoredCase, 'automation'>,
  event: AutomationEvent,
): Promise<AutomationFacts> {
  return afterEvent(automationOf(itsCase), event, await readHours(tx), tx.nowMs)
}
