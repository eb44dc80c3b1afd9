import { isAllowed } from './access'
import type { AgentRole } from './agent'

interface Part {
  readonly role: AgentRole
  /** What it asks of the hub and cannot do without; the hub's tests hold `role` against who may ask each of these. */
  readonly asks: readonly string[]
}

/** What of the desk is not for everybody: whoever may not ask the hub for it is not offered it either. */
export const DESK_PARTS = {
  supervision: {
    role: 'supervisor',
    asks: ['socket /wall', 'get /api/reports/cases.csv', 'get /api/agent-days', 'put /api/service-targets'],
  },
  /** Watching a conversation unseen. */
  watching: { role: 'supervisor', asks: ['command watchChat'] },
  revisions: { role: 'supervisor', asks: ['get /api/messages/{messageId}/revisions'] },
  stageTemplates: { role: 'supervisor', asks: ['put /api/administration/templates/stages/{templateId}'] },
  templates: {
    role: 'supervisor',
    asks: ['get /api/administration/templates', 'put /api/administration/templates/texts/{templateId}'],
  },
  channels: { role: 'administrator', asks: ['post /api/channels', 'put /api/administration/channels/{channelId}'] },
  people: { role: 'administrator', asks: ['put /api/administration/agents/{agentId}'] },
  hours: { role: 'administrator', asks: ['put /api/administration/hours'] },
  distribution: { role: 'administrator', asks: ['put /api/administration/distribution'] },
  recording: { role: 'administrator', asks: ['put /api/administration/recording'] },
  bots: { role: 'administrator', asks: ['put /api/administration/bots/{botId}'] },
  statuses: { role: 'administrator', asks: ['put /api/administration/statuses/{ownStatusId}'] },
  topics: { role: 'administrator', asks: ['put /api/administration/topics/{topicId}'] },
  mail: { role: 'administrator', asks: ['put /api/administration/mail'] },
  duties: { role: 'administrator', asks: ['get /api/audit', 'get /api/access', 'put /api/retention'] },
  telephony: { role: 'administrator', asks: ['put /api/administration/telephony'] },
} as const satisfies Readonly<Record<string, Part>>

export type DeskPart = keyof typeof DESK_PARTS

/** `null`: nobody knows yet who works here. */
export function isOffered(part: DeskPart, role: AgentRole | null): boolean {
  return isAllowed(role, DESK_PARTS[part].role)
}

export function isDeskPart(name: string): name is DeskPart {
  return Object.hasOwn(DESK_PARTS, name)
}
