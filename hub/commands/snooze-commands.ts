import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'
import { isAway, LONGEST_SNOOZE_MS, snoozeAfter } from '#shared/domain/snooze'

import { tellEvent } from '../cases/case-event'
import { changeCase } from '../cases/case-service'
import { lockCase } from '../store/cases'
import { refreshChat } from '../store/chats'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { heldBy } from './held-by'
import { refusal } from './refusal'

type Ids = Pick<CommandContext, 'newId'>

/** Spec Q22. Of one's own cases: what is put away is waited for by somebody. */
export async function snoozeCase(
  tx: Write,
  { newId }: Ids,
  actor: AgentId,
  { caseId, untilMs, seen }: CommandArgs<'snoozeCase'>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, caseId)
  if (!found) return refusal('unknownCase')
  const { state, chatId } = found
  if (state.kind !== 'assigned' || state.agentId !== actor) return refusal('wrongState')
  if (untilMs !== null && untilMs > tx.nowMs + LONGEST_SNOOZE_MS)
    return refusal('invalid', 'untilMs: at most 366 days from now')
  const held = seen ? await heldBy(tx, actor, chatId, seen) : null
  if (held) return held
  await changeCase(tx, found, {
    snooze: snoozeAfter(found.snooze, { kind: 'putAway', byAgentId: actor, untilMs, nowMs: tx.nowMs }),
    // The agent has it in mind: it is not passed on for want of an answer before it is back.
    state: { ...state, answerByMs: null },
  })
  await tellEvent(tx, newId, chatId, { kind: 'snoozed', byAgentId: actor, untilMs })
  await refreshChat(tx, chatId)
  return null
}

/** By its agent, or by whoever looks after the cases of others. */
export async function unsnoozeCase(
  tx: Write,
  { newId }: Ids,
  actor: AgentId,
  { caseId }: CommandArgs<'unsnoozeCase'>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, caseId)
  if (!found) return refusal('unknownCase')
  if (found.snooze === null) return null
  await changeCase(tx, found, { snooze: snoozeAfter(found.snooze, { kind: 'takenBack' }) })
  if (isAway(found.snooze)) await tellEvent(tx, newId, found.chatId, { kind: 'snoozeUndone', byAgentId: actor })
  await refreshChat(tx, found.chatId)
  return null
}
