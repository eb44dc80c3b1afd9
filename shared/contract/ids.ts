import { z } from 'zod'

import type {
  AgentId,
  CallId,
  CaseId,
  ChannelId,
  ChatId,
  ClientId,
  CommandId,
  FileId,
  MessageId,
  SipAccountId,
} from '../domain/ids'

function id<T extends string>() {
  return z.uuid().transform((value) => value as T)
}

export const agentId = id<AgentId>()
export const callId = id<CallId>()
export const caseId = id<CaseId>()
export const channelId = id<ChannelId>()
export const chatId = id<ChatId>()
export const clientId = id<ClientId>()
export const commandId = id<CommandId>()
export const fileId = id<FileId>()
export const messageId = id<MessageId>()
export const sipAccountId = id<SipAccountId>()
