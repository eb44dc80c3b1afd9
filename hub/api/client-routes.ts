import { cardSearchQuery, cardSearchReply, caseHistoryReply, conversationsReply } from '#shared/contract/clients'
import { chatParams } from '#shared/contract/rest'

import { caseHistory, chatById, conversationsOf } from '../store/chats'
import { searchCards } from '../store/client-cards'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const search = route({
  access: 'agent',
  method: 'get',
  path: '/api/cards',
  summary: 'Client cards by words of the name or by a phone.',
  request: { query: cardSearchQuery },
  responses: { 200: json(cardSearchReply, 'The cards.'), ...failures },
})

const history = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/cases',
  summary: 'All cases of the client, newest first.',
  request: { params: chatParams },
  responses: { 200: json(caseHistoryReply, 'The cases.'), ...failures },
})

const conversations = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/conversations',
  summary: 'All conversations of the client, the last used first.',
  request: { params: chatParams },
  responses: { 200: json(conversationsReply, 'The conversations.'), ...failures },
})

export function addClientRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(search, async (c) => {
    const { search: typed, limit } = c.req.valid('query')
    return c.json({ cards: [...(await store.read((view) => searchCards(view, typed, limit)))] }, 200)
  })

  app.openapi(history, async (c) => {
    const { chatId } = c.req.valid('param')
    if (!(await store.read((view) => chatById(view, chatId))))
      return c.json(problem('unknownChat', 'There is no such chat.'), 404)
    return c.json({ cases: [...(await store.read((view) => caseHistory(view, chatId)))] }, 200)
  })

  app.openapi(conversations, async (c) => {
    const { chatId } = c.req.valid('param')
    const found = await store.read((view) => conversationsOf(view, chatId))
    // The chat itself is always one of them.
    if (found.length === 0) return c.json(problem('unknownChat', 'There is no such chat.'), 404)
    return c.json({ conversations: [...found] }, 200)
  })
}
