import type { CommandArgs } from '#shared/contract/commands'
import type { CaseState, CaseSummary } from '#shared/domain/case'
import type { Chat } from '#shared/domain/chat'
import type { TeamId } from '#shared/domain/ids'
import { pinsAfter, type Pin } from '#shared/domain/pin'
import { snoozeAfter } from '#shared/domain/snooze'

import type { CommandEntry } from './rows'

/** The case as it will be once the hub has granted the wish: shown at once, taken back with a refusal. */
export function showCase(row: Chat, { command, byId, atMs = 0 }: CommandEntry): Chat {
  const { state } = row.case
  // The matter that was meant is over, another one has begun.
  if ('caseId' in command.args && command.args.caseId !== row.case.id) return row
  switch (command.name) {
    case 'claimCase':
      return byId
        ? withState(row, { kind: 'assigned', agentId: byId, teamId: teamOf(state), sinceMs: atMs, answerByMs: null })
        : row
    case 'transferCase':
      return withState(row, transferred(state, command.args.to, atMs))
    case 'returnCase':
      return withState(row, { kind: 'queued', teamId: teamOf(state), sinceMs: atMs })
    case 'closeCase':
      if (!byId) return row
      return withCase(row, {
        state: { kind: 'closed', atMs, by: { kind: 'agent', agentId: byId } },
        waitingSinceMs: null,
        snooze: null,
      })
    case 'snoozeCase':
      if (!byId) return row
      return withCase(row, {
        snooze: { kind: 'away', byAgentId: byId, sinceMs: atMs, untilMs: command.args.untilMs },
      })
    case 'unsnoozeCase':
      return withCase(row, { snooze: null })
    case 'sendMessage':
      // Whoever answers a waiting case takes it.
      if (!byId || state.kind === 'closed') return row
      return withCase(row, {
        waitingSinceMs: null,
        snooze: snoozeAfter(row.case.snooze ?? null, { kind: 'answered' }),
        ...(state.kind === 'queued' || state.kind === 'idle'
          ? { state: { kind: 'assigned', agentId: byId, teamId: teamOf(state), sinceMs: atMs, answerByMs: null } }
          : {}),
      })
    case 'setCaseTopic':
      return withCase(row, { topicId: command.args.topicId })
    case 'setCasePriority':
      return withCase(row, { priority: command.args.priority })
    case 'pinCase':
      return byId ? withPin(row, { agentId: byId, atMs }, command.args.isPinned) : row
    case 'linkDeal':
      return withCase(row, { deal: command.args.deal })
    case 'linkOrganisation':
      return withCase(row, { organisation: command.args.organisation })
    case 'createClientCard':
    case 'saveClientCard':
      return { ...row, card: { id: command.args.cardId, ...command.args.card } }
    case 'linkClientCard':
      return command.args.cardId === null ? { ...row, card: null } : row
    default:
      return row
  }
}

function withState(row: Chat, state: CaseState): Chat {
  return withCase(row, { state, snooze: null })
}

function withPin(row: Chat, pin: Pin, isPinned: boolean): Chat {
  // A hub of before pins for everybody.
  if (row.case.pins === undefined) return withCase(row, { isPinned })
  const pins = pinsAfter(row.case.pins, pin, isPinned)
  return withCase(row, { pins, isPinned: pins.length > 0 })
}

function withCase(row: Chat, change: Partial<CaseSummary>): Chat {
  return { ...row, case: { ...row.case, ...change } }
}

function teamOf(state: CaseState): TeamId | null {
  return state.kind === 'queued' || state.kind === 'assigned' ? state.teamId : null
}

function transferred(state: CaseState, to: CommandArgs<'transferCase'>['to'], atMs: number): CaseState {
  return to.kind === 'team'
    ? { kind: 'queued', teamId: to.teamId, sinceMs: atMs }
    : { kind: 'assigned', agentId: to.agentId, teamId: teamOf(state), sinceMs: atMs, answerByMs: null }
}
