import type { VisitorCallRefusal } from '#shared/contract/visitor-calls'
import { callNote, callPermission } from '#shared/domain/channel-calls'
import type { Channel } from '#shared/domain/channel'
import type { ChannelId, ChatId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

import { chatById } from '../store/chats'
import { conversationById } from '../store/site-messages'
import { siteSettingsOf, visitorById } from '../store/site-people'
import type { Store } from '../store/store'
import type { Callee } from './visitor-call.machine'

export interface CalleeSource {
  readonly store: Store
  /** `null`: it is not connected. */
  readonly channelOf: (id: ChannelId) => Promise<Channel | null>
}

/** Whom a desk calls when it calls this chat, or why it may not (spec K3). */
export async function findCallee(
  { store, channelOf }: CalleeSource,
  chatId: ChatId,
): Promise<Result<Callee, Extract<VisitorCallRefusal, 'unknownChat' | 'notAllowed'>>> {
  const chat = await store.read((view) => chatById(view, chatId))
  if (!chat) return err('unknownChat')
  const channel = await channelOf(chat.channelId)
  const isAllowed =
    channel?.capabilities.browserCalls === true &&
    chat.access === 'open' &&
    callPermission({ reach: chat.reach }, channel) === 'allowed'
  if (!isAllowed) return err('notAllowed')
  // As the visitor sees it: what was done a moment ago may not have reached the chat yet.
  return store.read(async (view) => {
    const conversation = await conversationById(view, chat.externalId)
    const visitor = conversation && (await visitorById(view, conversation.visitorId))
    const settings = await siteSettingsOf(view, chat.channelId)
    if (!conversation || !visitor || !settings) return err('notAllowed')
    if (conversation.isLeft || visitor.isBlocked) return err('notAllowed')
    const { id: conversationId, visitorId } = conversation
    const note = callNote(channel.calls, { subject: chat.subject })
    return ok({ visitorId, conversationId, company: settings.company, note })
  })
}
