import { changeCase } from '../cases/case-service'
import type { CaseRouter } from '../routing/router'
import type { StoredCase } from '../store/cases'
import type { Write } from '../store/store'

/** What a case does by itself when its time has come (case-timers.ts). */
export async function doDueCase(tx: Write, router: Pick<CaseRouter, 'passOn'>, due: StoredCase): Promise<void> {
  const { state } = due
  if (state.kind === 'assigned' && state.answerByMs !== null && state.answerByMs <= tx.nowMs) {
    await router.passOn(tx, due)
    return
  }
  // Nothing was due after all: it is planned anew.
  await changeCase(tx, due, {})
}
