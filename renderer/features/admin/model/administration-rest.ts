import type { z } from 'zod'

import {
  administration,
  botReply,
  type Administration,
  type agentDraft,
  type ownStatusDraft,
} from '#shared/contract/administration'
import { templateList, type TemplateList, type TextTemplateDraft } from '#shared/contract/templates'
import { rehearsalReply, type RehearsalReply } from '#shared/contract/rehearsal'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Bot } from '#shared/domain/bot'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import type { Distribution } from '#shared/domain/distribution'
import type {
  AgentId,
  BotId,
  ChannelGroupId,
  ChannelId,
  OwnStatusId,
  TeamId,
  TemplateId,
  TopicId,
} from '#shared/domain/ids'
import type { RecordingPolicy } from '#shared/domain/recording'
import type { StageTemplate } from '#shared/domain/text-template'
import type { WorkingHours } from '#shared/domain/working-hours'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = [
  'firstTeam',
  'lastAdministrator',
  'receivesCases',
  'groupNotEmpty',
  'unknownReceiver',
  'badNumber',
  'tooManyStatuses',
  'mistakes',
] as const
/** The catalogue has a sentence for each. */
export type AdministrationFailure = HubFailure<(typeof WORDS)[number]>
export type OwnStatusDraft = z.input<typeof ownStatusDraft>
export type AgentDraft = z.input<typeof agentDraft>
type Done = Promise<Result<null, AdministrationFailure>>

export interface AdministrationRest {
  readonly read: () => Promise<Result<Administration, AdministrationFailure>>
  readonly saveHours: (hours: WorkingHours) => Done
  readonly saveDistribution: (distribution: Distribution) => Done
  readonly saveRecording: (policy: RecordingPolicy) => Done
  readonly saveAgent: (id: AgentId, draft: AgentDraft) => Done
  readonly removeAgent: (id: AgentId) => Done
  readonly saveTeam: (id: TeamId, name: string) => Done
  readonly removeTeam: (id: TeamId) => Done
  readonly saveChannel: (id: ChannelId, settings: ChannelSettings) => Done
  readonly saveGroup: (id: ChannelGroupId, name: string) => Done
  readonly removeGroup: (id: ChannelGroupId) => Done
  readonly readTemplates: () => Promise<Result<TemplateList, AdministrationFailure>>
  readonly saveTextTemplate: (id: TemplateId, draft: TextTemplateDraft) => Done
  readonly removeTextTemplate: (id: TemplateId) => Done
  readonly saveStageTemplate: (template: StageTemplate) => Done
  readonly removeStageTemplate: (id: TemplateId) => Done
  readonly saveStatus: (id: OwnStatusId, draft: OwnStatusDraft) => Done
  readonly removeStatus: (id: OwnStatusId) => Done
  readonly saveTopic: (id: TopicId, name: string) => Done
  readonly removeTopic: (id: TopicId) => Done
  /** A new HTTP bot's secret, told this one time; else `null`. */
  readonly saveBot: (bot: Bot) => Promise<Result<string | null, AdministrationFailure>>
  readonly removeBot: (id: BotId) => Done
  readonly rehearse: (
    id: ChannelId,
    settings: ChannelSettings,
  ) => Promise<Result<RehearsalReply, AdministrationFailure>>
}

export function createAdministrationRest(
  connection: () => HubConnection | null,
  send: typeof fetch,
): AdministrationRest {
  const ask = createAsk(connection, send, WORDS)
  const place = '/api/administration'
  const put = (path: string, body: unknown) => ask('PUT', place + path, body) as Done
  const remove = (path: string) => ask('DELETE', place + path) as Done
  return {
    async read() {
      const answer = await ask('GET', place)
      return answer.ok ? { ok: true, value: administration.parse(answer.value) } : answer
    },
    saveHours: (hours) => put('/hours', hours),
    saveDistribution: (distribution) => put('/distribution', distribution),
    saveRecording: (policy) => put('/recording', policy),
    saveAgent: (id, draft) => put(`/agents/${id}`, draft),
    removeAgent: (id) => remove(`/agents/${id}`),
    saveTeam: (id, name) => put(`/teams/${id}`, { name }),
    removeTeam: (id) => remove(`/teams/${id}`),
    saveChannel: (id, settings) => put(`/channels/${id}`, settings),
    saveGroup: (id, name) => put(`/groups/${id}`, { name }),
    removeGroup: (id) => remove(`/groups/${id}`),
    async readTemplates() {
      const answer = await ask('GET', `${place}/templates`)
      return answer.ok ? { ok: true, value: templateList.parse(answer.value) } : answer
    },
    saveTextTemplate: (id, draft) => put(`/templates/texts/${id}`, draft),
    removeTextTemplate: (id) => remove(`/templates/texts/${id}`),
    saveStageTemplate: ({ id, ...draft }) => put(`/templates/stages/${id}`, draft),
    removeStageTemplate: (id) => remove(`/templates/stages/${id}`),
    saveStatus: (id, draft) => put(`/statuses/${id}`, draft),
    removeStatus: (id) => remove(`/statuses/${id}`),
    saveTopic: (id, name) => put(`/topics/${id}`, { name }),
    removeTopic: (id) => remove(`/topics/${id}`),
    async saveBot(bot) {
      const answer = await ask('PUT', `${place}/bots/${bot.id}`, bot)
      return answer.ok ? { ok: true, value: botReply.parse(answer.value).secret } : answer
    },
    removeBot: (id) => remove(`/bots/${id}`),
    async rehearse(id, settings) {
      const answer = await ask('POST', `${place}/channels/${id}/rehearsal`, { settings })
      return answer.ok ? { ok: true, value: rehearsalReply.parse(answer.value) } : answer
    },
  }
}
