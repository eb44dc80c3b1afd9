import type { CaseState, ClosedBy, QueuedWhy } from '#shared/domain/case'
import { closingText } from '#shared/domain/case-automation'
import type { AgentId, BotId, CaseId, ChatId, TeamId } from '#shared/domain/ids'
import { snoozeAfter } from '#shared/domain/snooze'

import { nextDueMs } from '../automation/plan-case'
import { say } from '../automation/say'
import type { NewId } from '../ids'
import { insertCase, updateCase, type StoredCase } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import { chatById, updateChat } from '../store/chats'
import { rankAgent } from '../store/routing'
import type { Write } from '../store/store'
import { tellEvent } from './case-event'
import { settingsNow } from './receivers'

/**
 * Everything that can happen to a case, each with its line in the timeline. The case is locked by whoever calls, who
 * has also checked that it may happen.
 */

export type CasePatch = Parameters<typeof updateCase>[2]

/** The chat's case begins: the idle one, or a new one after a closed one. Somebody is given it next. */
export async function openCase(
  tx: Write,
  newId: NewId,
  present: StoredCase,
  openedAtMs: number,
  /** What is known of it from the beginning. */
  know: (opened: StoredCase) => Promise<CasePatch> = async () => ({}),
): Promise<StoredCase> {
  const opened = present.state.kind === 'closed' ? await nextCase(tx, newId, present, openedAtMs) : present
  await tellEvent(tx, newId, opened.chatId, { kind: 'opened', number: opened.number })
  return changeCase(tx, opened, { openedAtMs, ...(await know(opened)) })
}

async function nextCase(
  tx: Write,
  newId: NewId,
  { chatId, channelId }: StoredCase,
  openedAtMs: number,
): Promise<StoredCase> {
  const idle = { id: newId<CaseId>(), chatId, channelId, state: { kind: 'idle', sinceMs: tx.nowMs } } as const
  const next = await insertCase(tx, idle, openedAtMs)
  await updateChat(tx, chatId, { caseId: next.id })
  return next
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

/** Whoever closes it, the client reads the closing text once, where the channel shows one (spec Q15, Q16). */
export async function closeCase(tx: Write, newId: NewId, closed: StoredCase, by: ClosedBy): Promise<StoredCase> {
  const changed = await changeCase(tx, closed, {
    state: { kind: 'closed', atMs: tx.nowMs, by },
    waitingSinceMs: null,
    triedAgentIds: [],
  })
  await sayClosingText(tx, newId, closed.chatId)
  await tellEvent(tx, newId, closed.chatId, { kind: 'closed', by })
  return changed
}

/** Every change of a case goes through here, so that it is always planned, and its agents' turns are known. */
export async function changeCase(tx: Write, before: StoredCase, patch: CasePatch): Promise<StoredCase> {
  const [left, came] = [holderOf(before.state), holderOf(patch.state ?? before.state)]
  if (left !== came) {
    if (left) await rankAgent(tx, left, { lastFreedMs: tx.nowMs })
    if (came) await rankAgent(tx, came, { lastAssignedMs: tx.nowMs })
  }
  const after = left === came ? patch : { ...patch, snooze: snoozeAfter(before.snooze, { kind: 'left' }) }
  return updateCase(tx, before, { ...after, dueAtMs: await nextDueMs(tx, { ...before, ...after }) })
}

async function sayClosingText(tx: Write, newId: NewId, chatId: ChatId): Promise<void> {
  const chat = await chatById(tx, chatId)
  const text = chat && closingText(await settingsNow(tx, chat.channelId))
  if (chat && text) await say(tx, newId, chat, { kind: 'rule', rule: 'closing' }, text)
}

function holderOf(state: CaseState): AgentId | null {
  return state.kind === 'assigned' ? state.agentId : null
}
