import type { Change } from '#shared/contract/sync'
import type { Agent } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import type { Channel } from '#shared/domain/channel'
import type { Chat } from '#shared/domain/chat'
import type { Directory } from '#shared/domain/directory'
import type { AgentId, CallId, ChannelId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import type { Telephony } from '#shared/domain/telephony'

/** The last word of a batch on each entity, by kind; `null` = gone. */
export interface NewestChanges {
  readonly chats: ReadonlyMap<ChatId, Chat | null>
  /** Of people whose data was erased: nothing at all of them stays here. */
  readonly erased: ReadonlySet<ChatId>
  readonly messages: ReadonlyMap<MessageId, Message | null>
  readonly channels: ReadonlyMap<ChannelId, Channel | null>
  readonly agents: ReadonlyMap<AgentId, Agent | null>
  readonly calls: ReadonlyMap<CallId, CallRecord | null>
  /** There is one; `null`: it did not change. */
  readonly directory: Directory | null
  /** `null`: no PBX is connected; `undefined`: it did not change. */
  readonly telephony: Telephony | null | undefined
}

export function newestChanges(batch: readonly Change[]): NewestChanges {
  const chats = new Map<ChatId, Chat | null>()
  const erased = new Set<ChatId>()
  const messages = new Map<MessageId, Message | null>()
  const channels = new Map<ChannelId, Channel | null>()
  const agents = new Map<AgentId, Agent | null>()
  const calls = new Map<CallId, CallRecord | null>()
  let directory: Directory | null = null
  let telephony: Telephony | null | undefined
  for (const change of batch) {
    switch (change.entity) {
      case 'chat':
        chats.set(change.id as ChatId, change.row)
        if (change.isErased) erased.add(change.id as ChatId)
        break
      case 'message':
        messages.set(change.id as MessageId, change.row)
        break
      case 'channel':
        channels.set(change.id as ChannelId, change.row)
        break
      case 'agent':
        agents.set(change.id as AgentId, change.row)
        break
      case 'call':
        calls.set(change.id as CallId, change.row)
        break
      case 'directory':
        directory = change.row ?? directory
        break
      case 'telephony':
        telephony = change.row
        break
    }
  }
  return { chats, erased, messages, channels, agents, calls, directory, telephony }
}
