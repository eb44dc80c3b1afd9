import type { CaseState, ClosedBy, QueuedWhy } from '#shared/domain/case'
import type { AgentId, BotId, CaseId, ChatId, TeamId } from '#shared/domain/ids'

import { nextDueMs } from '../automation/plan-case'
import type { NewId } from '../ids'
import { insertCase, lockCase, lockCaseOfChat, updateCase, type StoredCase } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import { updateChat } from '../store/chats'
import { rankAgent } from '../store/routing'
import type { Write } from '../store/store'
import { tellEvent } from './case-event'

/**
 * Everything that can happen to a case, each with its line in the timeline. The case is locked by whoever calls, who
 * has also checked that it may happen.
 */

type Patch = Parameters<typeof updateCase>[2]

/** The chat's case begins: the idle one, or a new one after a closed one. Somebody is given it next. */
export async function openCase(tx: Write, newId: NewId, chatId: ChatId, openedAtMs: number): Promise<StoredCase> {
  let present = await lockCaseOfChat(tx, chatId)
  if (present.state.kind === 'closed') {
    const id = newId<CaseId>()
    await insertCase(tx, { id, chatId, state: { kind: 'idle', sinceMs: tx.nowMs } }, openedAtMs)
    await updateChat(tx, chatId, { caseId: id })
    present = await lockCaseOfChat(tx, chatId)
  }
  await tellEvent(tx, newId, chatId, { kind: 'opened', number: present.number })
  return changeCase(tx, present, { openedAtMs })
}

/** `teamId`: whose queue the case came from and goes back to. */
export async function giveTo(
  tx: Write,
  newId: NewId,
  given: StoredCase,
  agentId: AgentId,
  { how, teamId }: { readonly how: 'claimed' | 'byPerson' | 'automatically'; readonly teamId: TeamId | null },
): Promise<StoredCase> {
  // Who takes a case by himself is at it; whoever is given one may not be there (spec Q20).
  const isAwaited = how !== 'claimed' && given.waitingSinceMs !== null
  const withinMs = isAwaited ? (await readDistribution(tx)).answerWithinMs : null
  const answerByMs = withinMs === null ? null : tx.nowMs + withinMs
  const changed = await changeCase(tx, given, {
    state: { kind: 'assigned', agentId, teamId, sinceMs: tx.nowMs, answerByMs },
    ...(how === 'automatically' ? {} : { triedAgentIds: [] }),
  })
  await tellEvent(tx, newId, given.chatId, { kind: 'assigned', agentId, how })
  return changed
}

/** `triedAgentIds`: who had it and is not given it again by itself. */
export async function queueCase(
  tx: Write,
  newId: NewId,
  queued: StoredCase,
  teamId: TeamId | null,
  why: QueuedWhy,
  triedAgentIds: readonly AgentId[] = [],
): Promise<StoredCase> {
  const changed = await changeCase(tx, queued, {
    state: { kind: 'queued', teamId, sinceMs: tx.nowMs },
    triedAgentIds,
  })
  await tellEvent(tx, newId, queued.chatId, { kind: 'queued', teamId, why })
  return changed
}

/** By a person, who has said so in the timeline. */
export async function transferToTeam(tx: Write, given: StoredCase, teamId: TeamId): Promise<StoredCase> {
  return changeCase(tx, given, { state: { kind: 'queued', teamId, sinceMs: tx.nowMs }, triedAgentIds: [] })
}

export async function giveToBot(tx: Write, newId: NewId, given: StoredCase, botId: BotId): Promise<StoredCase> {
  const changed = await changeCase(tx, given, { state: { kind: 'withBot', botId, sinceMs: tx.nowMs } })
  await tellEvent(tx, newId, given.chatId, { kind: 'withBot', botId })
  return changed
}

export async function closeCase(tx: Write, newId: NewId, closed: StoredCase, by: ClosedBy): Promise<StoredCase> {
  const changed = await changeCase(tx, closed, {
    state: { kind: 'closed', atMs: tx.nowMs, by },
    waitingSinceMs: null,
    triedAgentIds: [],
  })
  await tellEvent(tx, newId, closed.chatId, { kind: 'closed', by })
  return changed
}

/** Every change of a case goes through here, so that it is always planned, and its agents' turns are known. */
export async function changeCase(tx: Write, before: StoredCase, patch: Patch): Promise<StoredCase> {
  const [left, came] = [holderOf(before.state), holderOf(patch.state ?? before.state)]
  if (left !== came) {
    if (left) await rankAgent(tx, left, { lastFreedMs: tx.nowMs })
    if (came) await rankAgent(tx, came, { lastAssignedMs: tx.nowMs })
  }
  await updateCase(tx, before, { ...patch, dueAtMs: nextDueMs({ ...before, ...patch }) })
  const after = await lockCase(tx, before.id)
  if (!after) throw new Error('A case that was changed is gone.')
  return after
}

function holderOf(state: CaseState): AgentId | null {
  return state.kind === 'assigned' ? state.agentId : null
}
