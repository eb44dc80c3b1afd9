import { z } from 'zod'

import type { AgentRow, HourRow, QueueRow, WallCase, WallGoal, WallNumber, WallView } from '../domain/wall/wall-view'
import { agent } from './directory'
import { agentId, caseId, channelId, chatId, teamId } from './ids'

const count = z.number().int()
const atMs = z.number().int()

const queueRow = z.object({
  teamId: teamId.nullable(),
  queued: count,
  assigned: count,
  withBot: count,
  late: count,
  oldest: z.object({ caseId, chatId, sinceMs: atMs }).nullable(),
  arrived: count,
  closed: count,
  answered: count,
  judged: count,
  inTime: count,
  answerSumMs: count,
}) satisfies z.ZodType<QueueRow>

const agentRow = z.object({
  agentId,
  status: agent.shape.status,
  ownStatusId: agent.shape.ownStatusId,
  statusSinceMs: atMs,
  talkingSinceMs: atMs.nullable(),
  open: count,
  snoozed: count,
  capacity: count,
  closed: count,
}) satisfies z.ZodType<AgentRow>

const hourRow = z.object({ hour: count, arrived: count, answered: count }) satisfies z.ZodType<HourRow>
const goal = z.object({ goalPercent: count, answerWithinMs: count.nullable() }) satisfies z.ZodType<WallGoal>

const wallView = z.object({
  queues: z.array(queueRow),
  agents: z.array(agentRow),
  goneAgents: z.array(agentId),
  hours: z.array(hourRow),
  goal,
}) satisfies z.ZodType<WallView>

const wallNumber = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('queue'),
    teamId: z.union([teamId.nullable(), z.literal('all')]),
    what: z.enum(['queued', 'assigned', 'withBot', 'late', 'arrived', 'closed', 'answered', 'missed']),
  }),
  z.object({ kind: z.literal('agent'), agentId, what: z.enum(['open', 'snoozed', 'closed']) }),
  z.object({ kind: z.literal('talking') }),
]) satisfies z.ZodType<WallNumber>

const wallCase = z.object({
  caseId,
  number: count,
  chatId,
  channelId,
  teamId: teamId.nullable(),
  agentId: agentId.nullable(),
  openedAtMs: atMs,
  waitingSinceMs: atMs.nullable(),
}) satisfies z.ZodType<WallCase>

/** How much faster than it was a stretch can be played again; 0 holds it. */
export const REPLAY_SPEEDS = [0, 1, 4, 15, 60] as const

/** WebSocket `/wall`, JSON text frames; the secret as with `/sync`, after the subprotocol `otklik.wall`. */
export const wallDeskFrame = z.discriminatedUnion('type', [
  /** The wall as it is, from now on. */
  z.object({ type: z.literal('live') }),
  /** The wall as it was at this moment, and on from there. */
  z.object({ type: z.literal('replay'), atMs, speed: z.number().min(0).max(60) }),
  /** Answered with `cases`: those behind a number of the wall that is shown. `ask` comes back with the answer. */
  z.object({ type: z.literal('cases'), ask: count, of: wallNumber }),
])
export type WallDeskFrame = z.output<typeof wallDeskFrame>

const diskLeft = z.object({ freeBytes: count, reserveBytes: count })
export type DiskLeft = z.output<typeof diskLeft>

export const wallHubFrame = z.discriminatedUnion('type', [
  /** All of the wall (`isWhole`), or those of its rows that have changed. `atMs`: the moment that it shows. */
  z.object({ type: z.literal('wall'), isWhole: z.boolean(), atMs, view: wallView }),
  z.object({ type: z.literal('cases'), ask: count, cases: z.array(wallCase) }),
  /**
   * What can be played again; `null`: nothing yet. `disk`: files are refused, because that is all that is free; `null`:
   * there is room.
   */
  z.object({ type: z.literal('extent'), fromMs: atMs.nullable(), disk: diskLeft.nullable().optional() }),
  /** A replay has come to the present and waits there. */
  z.object({ type: z.literal('ended') }),
])
export type WallHubFrame = z.output<typeof wallHubFrame>
