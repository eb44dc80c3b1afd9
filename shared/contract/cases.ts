import { z } from 'zod'

import type { CaseEvent, CaseState, CaseSummary, ClosedBy, PersonReceiver, QueuedWhy, RuledEnd } from '../domain/case'
import type { Snooze } from '../domain/snooze'
import { agentId, botId, caseId, dealId, organisationId, teamId, topicId } from './ids'

const epochMs = z.number().int()

export const personReceiver = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId }),
  z.object({ kind: z.literal('team'), teamId }),
]) satisfies z.ZodType<PersonReceiver>

export const ruledEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId }),
  z.object({ kind: z.literal('bot'), botId }),
  z.object({ kind: z.literal('timeout') }),
]) satisfies z.ZodType<RuledEnd>

export const closedBy = z.discriminatedUnion('kind', [
  ...ruledEnd.options,
  z.object({ kind: z.literal('channelRemoved') }),
]) satisfies z.ZodType<ClosedBy>

export const caseState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), sinceMs: epochMs }),
  z.object({ kind: z.literal('withBot'), botId, sinceMs: epochMs }),
  z.object({ kind: z.literal('queued'), teamId: teamId.nullable(), sinceMs: epochMs }),
  z.object({
    kind: z.literal('assigned'),
    agentId,
    teamId: teamId.nullable(),
    sinceMs: epochMs,
    answerByMs: epochMs.nullable(),
  }),
  z.object({ kind: z.literal('closed'), atMs: epochMs, by: closedBy }),
]) satisfies z.ZodType<CaseState>

export const casePriority = z.enum(['normal', 'high'])

export const snooze = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('away'), byAgentId: agentId, sinceMs: epochMs, untilMs: epochMs.nullable() }),
  z.object({ kind: z.literal('back'), atMs: epochMs, why: z.enum(['time', 'reply']) }),
]) satisfies z.ZodType<Snooze>

export const caseSummary = z.object({
  id: caseId,
  number: z.number().int(),
  state: caseState,
  openedAtMs: epochMs,
  waitingSinceMs: epochMs.nullable(),
  topicId: topicId.nullable(),
  priority: casePriority,
  isPinned: z.boolean(),
  pins: z
    .array(z.object({ agentId, atMs: z.number().int() }))
    .readonly()
    .optional(),
  snooze: snooze.nullable().optional(),
  deal: z.object({ id: dealId, title: z.string() }).nullable(),
  organisation: z.object({ id: organisationId, name: z.string() }).nullable(),
}) satisfies z.ZodType<CaseSummary>

export const queuedWhy = z.enum([
  'new',
  'returned',
  'notAnswered',
  'agentRemoved',
  'botHandedOver',
  'botFailed',
]) satisfies z.ZodType<QueuedWhy>

export const caseEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), number: z.number().int() }),
  z.object({
    kind: z.literal('queued'),
    teamId: teamId.nullable(),
    why: queuedWhy,
  }),
  z.object({ kind: z.literal('assigned'), agentId, how: z.enum(['claimed', 'byPerson', 'automatically']) }),
  z.object({
    kind: z.literal('transferred'),
    to: personReceiver,
    byAgentId: agentId,
    note: z.string().nullable(),
    fromAgentId: agentId.nullish(),
  }),
  z.object({ kind: z.literal('withBot'), botId }),
  z.object({
    kind: z.literal('botFailed'),
    botId,
    why: z.enum(['unreachable', 'tooSlow', 'wrongAnswer', 'refused', 'removed']),
  }),
  z.object({ kind: z.literal('topicSet'), topicId: topicId.nullable(), byAgentId: agentId }),
  z.object({ kind: z.literal('snoozed'), byAgentId: agentId, untilMs: epochMs.nullable() }),
  z.object({ kind: z.literal('snoozeEnded'), agentId, why: z.enum(['time', 'reply']) }),
  z.object({ kind: z.literal('snoozeUndone'), byAgentId: agentId }),
  z.object({ kind: z.literal('closed'), by: closedBy }),
  z.object({
    kind: z.literal('targetMissed'),
    waitingSinceMs: z.number().int(),
    targetMs: z.number().int(),
    tell: z.array(agentId).readonly(),
  }),
]) satisfies z.ZodType<CaseEvent>
