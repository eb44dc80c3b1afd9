import { z } from 'zod'

import type {
  AgentId,
  AutoAnswerId,
  BotId,
  CallId,
  CaseId,
  ChannelGroupId,
  ChannelId,
  ChatId,
  ClientCardId,
  ClientId,
  CommandId,
  DealId,
  FileId,
  InvitationId,
  MergeId,
  MessageId,
  OrganisationId,
  OwnStatusId,
  SessionId,
  SipAccountId,
  TeamId,
  TemplateId,
  TopicId,
} from '../domain/ids'

function id<T extends string>() {
  return z.uuid().transform((value) => value as T)
}

export const agentId = id<AgentId>()
export const autoAnswerId = id<AutoAnswerId>()
export const botId = id<BotId>()
export const callId = id<CallId>()
export const caseId = id<CaseId>()
export const channelGroupId = id<ChannelGroupId>()
export const channelId = id<ChannelId>()
export const chatId = id<ChatId>()
export const clientCardId = id<ClientCardId>()
export const clientId = id<ClientId>()
export const commandId = id<CommandId>()
export const dealId = id<DealId>()
export const fileId = id<FileId>()
export const invitationId = id<InvitationId>()
export const mergeId = id<MergeId>()
export const messageId = id<MessageId>()
export const organisationId = id<OrganisationId>()
export const ownStatusId = id<OwnStatusId>()
export const sessionId = id<SessionId>()
export const sipAccountId = id<SipAccountId>()
export const teamId = id<TeamId>()
export const templateId = id<TemplateId>()
export const topicId = id<TopicId>()
