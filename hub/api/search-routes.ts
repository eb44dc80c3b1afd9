import { messageSearchReply, messageSearchRequest } from '#shared/contract/search'
import { clientNameOf } from '#shared/domain/client-name'
import { spellingsOf } from '#shared/domain/text-search/spellings'
import { maySee } from '#shared/domain/whisper'

import { presentChats } from '../store/chats'
import { findMessages } from '../store/found-messages'
import { messagesByIds } from '../store/messages'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const search = route({
  access: 'agent',
  method: 'post',
  path: '/api/messages/search',
  summary: 'Messages with these words in any form, the newest first; of whispers only what the caller may see.',
  request: { body: { required: true, content: { 'application/json': { schema: messageSearchRequest } } } },
  responses: { 200: json(messageSearchReply, 'The messages.'), ...failures },
})

export function addSearchRoutes(app: Api, { store, looked }: ApiContext): void {
  app.openapi(search, async (c) => {
    const { typed, limit } = c.req.valid('json')
    const { agentId, role } = callerOf(c)
    const reader = { id: agentId, role }
    const words = spellingsOf(typed)
    if (words.length === 0) return c.json({ found: [] }, 200)
    const found = await store.read(async (view) => {
      const ids = await findMessages(view, words, reader, limit)
      const messages = (await messagesByIds(view, ids)).filter(({ content }) => maySee(content, reader))
      const chats = await presentChats(view, [...new Set(messages.map(({ chatId }) => chatId))])
      const names = new Map(chats.map((chat) => [chat.id, clientNameOf(chat)]))
      return messages
        .filter(({ chatId }) => names.has(chatId))
        .map((message) => ({ message, clientName: names.get(message.chatId) ?? '' }))
    })
    // What is shown of a conversation was looked at.
    for (const chatId of new Set(found.map(({ message }) => message.chatId)))
      looked.note({ actorId: agentId, kind: 'chat', objectId: chatId, chatId })
    const newest = found.toSorted((a, b) => b.message.atMs - a.message.atMs || (a.message.id < b.message.id ? 1 : -1))
    return c.json({ found: newest }, 200)
  })
}
