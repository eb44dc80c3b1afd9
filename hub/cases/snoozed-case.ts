import type { CaseState } from '#shared/domain/case'
import { isAway, snoozeAfter, wakeAtMs } from '#shared/domain/snooze'

import { automationOf } from '../automation/automation-of'
import type { NewId } from '../ids'
import type { StoredCase } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import type { Write } from '../store/store'
import { tellEvent } from './case-event'
import { changeCase, type CasePatch } from './case-service'

/** The time for which a case was put away has come (spec Q22): it is its agent's again, as if given to them now. */
export async function wakeAtTime(tx: Write, newId: NewId, due: StoredCase): Promise<StoredCase> {
  const atMs = wakeAtMs(due.snooze)
  if (atMs === null || atMs > tx.nowMs || due.state.kind !== 'assigned') return due
  const automation = automationOf(due)
  const awake = await changeCase(tx, due, {
    snooze: snoozeAfter(due.snooze, { kind: 'timeCame', nowMs: tx.nowMs }),
    state: await awaited(tx, due.state, due.waitingSinceMs !== null),
    // The rules have looked away meanwhile: what was quiet on purpose is not closed in the same moment.
    automation: automation && { ...automation, lastActivityMs: tx.nowMs },
  })
  await tellEvent(tx, newId, due.chatId, { kind: 'snoozeEnded', agentId: due.state.agentId, why: 'time' })
  return awake
}

/** The client said something: what is to be written to a case that was put away. */
export async function wakeByWord(tx: Write, newId: NewId, away: StoredCase): Promise<CasePatch> {
  if (!isAway(away.snooze) || away.state.kind !== 'assigned') return {}
  await tellEvent(tx, newId, away.chatId, { kind: 'snoozeEnded', agentId: away.state.agentId, why: 'reply' })
  return {
    snooze: snoozeAfter(away.snooze, { kind: 'clientWrote', nowMs: tx.nowMs }),
    state: await awaited(tx, away.state, true),
  }
}

/** Whose case comes back may have gone home: where the client waits it is passed on like one that was just given (spec Q20). */
async function awaited(
  tx: Write,
  state: Extract<CaseState, { kind: 'assigned' }>,
  isClientWaiting: boolean,
): Promise<CaseState> {
  const withinMs = isClientWaiting ? (await readDistribution(tx)).answerWithinMs : null
  return { ...state, answerByMs: withinMs === null ? null : tx.nowMs + withinMs }
}
