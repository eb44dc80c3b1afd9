import { z } from 'zod'

import type { Agent, AgentRole, AgentStatus } from '../domain/agent'
import type { Directory } from '../domain/directory'
import { STATUS_COLOURS, type OwnStatus } from '../domain/own-status'
import { agentId, botId, channelGroupId, ownStatusId, teamId, topicId } from './ids'
import { serviceTargets } from './service-targets'
import { textTemplate } from './templates'

export const agentRole = z.enum(['agent', 'supervisor', 'administrator']) satisfies z.ZodType<AgentRole>
export const agentStatus = z.enum(['online', 'wrapUp', 'break', 'away', 'offline']) satisfies z.ZodType<AgentStatus>

export const agent = z.object({
  id: agentId,
  name: z.string(),
  role: agentRole,
  status: agentStatus,
  statusSinceMs: z.number().int(),
  statusUntilMs: z.number().int().nullable().optional(),
  ownStatusId: ownStatusId.nullable().optional(),
  capacity: z.number().int().nullable(),
  teamIds: z.array(teamId).readonly(),
  isRemoved: z.boolean(),
}) satisfies z.ZodType<Agent>

export const ownStatus = z.object({
  id: ownStatusId,
  names: z.object({ ru: z.string(), en: z.string() }),
  colour: z.enum(STATUS_COLOURS),
  takesCases: z.boolean(),
  takesCalls: z.boolean(),
  isBreak: z.boolean(),
  isRemoved: z.boolean(),
}) satisfies z.ZodType<OwnStatus>

export const directory = z.object({
  teams: z.array(z.object({ id: teamId, name: z.string() })).readonly(),
  topics: z.array(z.object({ id: topicId, name: z.string(), isRemoved: z.boolean() })).readonly(),
  groups: z.array(z.object({ id: channelGroupId, name: z.string() })).readonly(),
  bots: z.array(z.object({ id: botId, name: z.string() })).readonly(),
  templates: z.array(textTemplate).readonly().optional(),
  statuses: z.array(ownStatus).readonly().optional(),
  service: serviceTargets.optional(),
}) satisfies z.ZodType<Directory>
