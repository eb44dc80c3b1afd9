import type { CaseId } from '#shared/domain/ids'
import type { RetentionKind } from '#shared/domain/retention'

import { recordAudit } from '../store/audit-log'
import { dueCases, type DueCase } from '../store/retention/due-cases'
import { expireEvents, expireFiles, expireMessages } from '../store/retention/expire-messages'
import { expireAccess, expireAudit, expireCalls } from '../store/retention/expire-rest'
import type { Store, Write } from '../store/store'

/** Each step is one transaction and one frame to every desk. */
const ROWS_AT_ONCE = 300
const CASES_AT_ONCE = 100

/** Some rows of one kind; answers how many, 0: there are no more. */
export type Step = (tx: Write) => Promise<number>

type OfCases = (tx: Write, beforeMs: number, caseIds: readonly CaseId[], limit: number) => Promise<number>
const OF_CASES: Partial<Readonly<Record<RetentionKind, OfCases>>> = {
  messages: expireMessages,
  files: expireFiles,
  events: expireEvents,
}

/** What there is to do for a kind. Each step is to be repeated until it answers 0. */
export async function* stepsOf(
  store: Store,
  newId: () => string,
  kind: RetentionKind,
  beforeMs: number,
): AsyncGenerator<Step> {
  const ofCases = OF_CASES[kind]
  if (ofCases) {
    for (let after: DueCase | null = null; ;) {
      const cases = await store.read((view) => dueCases(view, beforeMs, after, CASES_AT_ONCE))
      if (cases.length === 0) return
      const ids = cases.map(({ id }) => id)
      yield (tx) => ofCases(tx, beforeMs, ids, ROWS_AT_ONCE)
      after = cases.at(-1) ?? null
    }
  }
  if (kind === 'calls') yield (tx) => expireCalls(tx, beforeMs, ROWS_AT_ONCE)
  if (kind === 'access') yield (tx) => expireAccess(tx, beforeMs, ROWS_AT_ONCE)
  if (kind === 'audit') yield auditStep(newId(), beforeMs)
}

/** The chain says itself that what is personal in it may be missing, in the transaction in which it begins to be. */
function auditStep(id: string, beforeMs: number): Step {
  let isSaid = false
  return async (tx) => {
    const count = await expireAudit(tx, beforeMs, ROWS_AT_ONCE)
    if (count > 0 && !isSaid) {
      await recordAudit(tx, id, { kind: 'auditExpired', about: { untilMs: beforeMs } })
      tx.whenDurable(() => {
        isSaid = true
      })
    }
    return count
  }
}
