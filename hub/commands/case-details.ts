import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { AgentId } from '#shared/domain/ids'
import { pinsAfter } from '#shared/domain/pin'

import { tellEvent } from '../cases/case-event'
import { changeCase } from '../cases/case-service'
import { lockCase } from '../store/cases'
import { readDirectory } from '../store/directory'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { refusal } from './refusal'

/** What is written on a case can be put right after its end too. */

export async function setCaseTopic(
  tx: Write,
  { newId }: Pick<CommandContext, 'newId'>,
  actor: AgentId,
  { caseId, topicId }: CommandArgs<'setCaseTopic'>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, caseId)
  if (!found) return refusal('unknownCase')
  if (found.topicId === topicId) return null
  if (topicId !== null) {
    const topic = (await readDirectory(tx)).topics.find(({ id }) => id === topicId)
    if (!topic || topic.isRemoved) return refusal('invalid', 'no such topic')
  }
  await changeCase(tx, found, { topicId })
  await tellEvent(tx, newId, found.chatId, { kind: 'topicSet', topicId, byAgentId: actor })
  return null
}

export async function setCasePriority(
  tx: Write,
  { caseId, priority }: CommandArgs<'setCasePriority'>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, caseId)
  if (!found) return refusal('unknownCase')
  if (found.priority !== priority) await changeCase(tx, found, { priority })
  return null
}

/** On top of the actor's own list, and of nobody else's (spec Q24). */
export async function pinCase(
  tx: Write,
  actor: AgentId,
  { caseId, isPinned }: CommandArgs<'pinCase'>,
): Promise<CommandRefusal | null> {
  const found = await lockCase(tx, caseId)
  if (!found) return refusal('unknownCase')
  const pins = pinsAfter(found.pins, { agentId: actor, atMs: tx.nowMs }, isPinned)
  if (pins !== found.pins) await changeCase(tx, found, { pins, isPinned: pins.length > 0 })
  return null
}
