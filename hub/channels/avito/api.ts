import type { z } from 'zod'

import type { ApiClient, Priority } from '../platform/api-client'
import type { Asked } from '../platform/failure'
import { ACCOUNT_PATH } from './refusal'
import {
  accountAnswer,
  anyAnswer,
  chatsAnswer,
  messagesAnswer,
  sentAnswer,
  subscriptionsAnswer,
  uploadAnswer,
  voicesAnswer,
  wireChat,
} from './wire/schemas'

const ALL_TYPES = 'u2i,u2u,a2u'
export const CHATS_PER_PAGE = 100
export const MAX_OFFSET = 1000

/** The methods of the facts file, section 3, by row. */
export class AvitoApi {
  constructor(
    private readonly client: ApiClient,
    private readonly uploadTimeoutMs: number,
  ) {}

  account(): Asked<z.output<typeof accountAnswer>> {
    return this.client.call({ method: 'GET', path: ACCOUNT_PATH, priority: 'background' }, accountAnswer)
  }

  chats(user: number, offset: number, limit = CHATS_PER_PAGE) {
    const query = new URLSearchParams({ chat_types: ALL_TYPES, limit: String(limit), offset: String(offset) })
    return this.client.call(
      {
        method: 'GET',
        path: `/messenger/v2/accounts/${String(user)}/chats?${query.toString()}`,
        priority: 'background',
      },
      chatsAnswer,
    )
  }

  chat(user: number, chatId: string, priority: Priority = 'background') {
    return this.client.call(
      { method: 'GET', path: `/messenger/v2/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}`, priority },
      wireChat,
    )
  }

  messages(user: number, chatId: string, page: { limit: number; offset: number }, priority: Priority = 'background') {
    const query = new URLSearchParams({ limit: String(page.limit), offset: String(page.offset) })
    const path = `/messenger/v3/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}/messages/?${query.toString()}`
    return this.client.call({ method: 'GET', path, priority }, messagesAnswer)
  }

  sendText(user: number, chatId: string, text: string) {
    const json = { type: 'text', message: { text } }
    return this.client.call(
      { method: 'POST', path: this.chatPath(user, chatId, '/messages'), json, priority: 'interactive' },
      sentAnswer,
    )
  }

  uploadImage(user: number, form: () => FormData) {
    const path = `/messenger/v1/accounts/${String(user)}/uploadImages`
    return this.client.call(
      { method: 'POST', path, form, priority: 'interactive', timeoutMs: this.uploadTimeoutMs },
      uploadAnswer,
    )
  }

  sendImage(user: number, chatId: string, imageId: string) {
    const json = { image_id: imageId }
    return this.client.call(
      { method: 'POST', path: this.chatPath(user, chatId, '/messages/image'), json, priority: 'interactive' },
      sentAnswer,
    )
  }

  deleteMessage(user: number, chatId: string, messageId: string) {
    const path = this.chatPath(user, chatId, `/messages/${encodeURIComponent(messageId)}`)
    return this.client.call({ method: 'POST', path, priority: 'interactive' }, anyAnswer)
  }

  markRead(user: number, chatId: string) {
    return this.client.call(
      { method: 'POST', path: this.chatPath(user, chatId, '/read'), priority: 'interactive' },
      anyAnswer,
    )
  }

  voiceLinks(user: number, voiceIds: readonly string[]) {
    const query = new URLSearchParams(voiceIds.map((id): [string, string] => ['voice_ids', id]))
    return this.client.call(
      {
        method: 'GET',
        path: `/messenger/v1/accounts/${String(user)}/getVoiceFiles?${query.toString()}`,
        priority: 'background',
      },
      voicesAnswer,
    )
  }

  subscribe(url: string) {
    return this.client.call(
      { method: 'POST', path: '/messenger/v3/webhook', json: { url }, priority: 'background' },
      anyAnswer,
    )
  }

  subscriptions() {
    return this.client.call(
      { method: 'POST', path: '/messenger/v1/subscriptions', priority: 'background' },
      subscriptionsAnswer,
    )
  }

  unsubscribe(url: string) {
    return this.client.call(
      { method: 'POST', path: '/messenger/v1/webhook/unsubscribe', json: { url }, priority: 'background' },
      anyAnswer,
    )
  }

  block(user: number, userId: number, itemId: number | null, reasonId: number) {
    const json = {
      users: [{ user_id: userId, context: { ...(itemId === null ? {} : { item_id: itemId }), reason_id: reasonId } }],
    }
    return this.client.call(
      { method: 'POST', path: `/messenger/v2/accounts/${String(user)}/blacklist`, json, priority: 'interactive' },
      anyAnswer,
    )
  }

  private chatPath(user: number, chatId: string, rest: string): string {
    return `/messenger/v1/accounts/${String(user)}/chats/${encodeURIComponent(chatId)}${rest}`
  }
}
