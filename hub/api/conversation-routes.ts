import {
  callerQuery,
  callerReply,
  chatParams,
  chatReply,
  commandReply,
  commandRequest,
  historyPage,
  historyQuery,
} from '#shared/contract/rest'
import { maySee } from '#shared/domain/whisper'

import { normalisePhone } from '../clients/normalise-phone'
import { chatById, openChatsWithPhone, presentChats } from '../store/chats'
import { historyPage as readHistory, messageById } from '../store/messages'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const history = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/messages',
  summary: 'Older messages of a chat, newest first.',
  request: { params: chatParams, query: historyQuery },
  responses: { 200: json(historyPage, 'A page.'), ...failures },
})

const oneChat = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}',
  summary: 'One chat in its present form.',
  request: { params: chatParams },
  responses: { 200: json(chatReply, 'The chat.'), ...failures },
})

const caller = route({
  access: 'agent',
  method: 'get',
  path: '/api/callers',
  summary: 'Who is calling: the newest open chat of each client with this number, the last used first.',
  request: { query: callerQuery },
  responses: { 200: json(callerReply, 'The chat, or null.'), ...failures },
})

const command = route({
  access: 'agent',
  method: 'post',
  path: '/api/commands',
  summary: 'Applies a command once; a repeat gets the first outcome again.',
  request: { body: { required: true, content: { 'application/json': { schema: commandRequest } } } },
  responses: { 200: json(commandReply, 'Applied, or refused for good.'), ...failures },
})

/** More people than an agent can choose from while the telephone rings. */
const OTHER_CALLERS = 5

export function addConversationRoutes(app: Api, context: ApiContext): void {
  const { store, looked } = context

  app.openapi(history, async (c) => {
    const { chatId } = c.req.valid('param')
    const { before, limit } = c.req.valid('query')
    const anchor = before ? await store.read((view) => messageById(view, before)) : null
    if (before && anchor?.chatId !== chatId)
      return c.json(problem('unknownMessage', 'The chat has no such message.'), 404)
    // What is being erased is shown to nobody, however much of it is still there.
    const isThere = (await store.read((view) => chatById(view, chatId))) !== null
    const rows = isThere ? await store.read((view) => readHistory(view, chatId, anchor, limit + 1)) : []
    const { agentId, role } = callerOf(c)
    // Also by a program that says nothing of where it looks; of a desk it is the same line.
    looked.note({ actorId: agentId, kind: 'chat', objectId: chatId, chatId })
    const messages = rows.slice(0, limit).filter(({ content }) => maySee(content, { id: agentId, role }))
    return c.json({ messages, hasMore: rows.length > limit }, 200)
  })

  app.openapi(oneChat, async (c) => {
    const { chatId } = c.req.valid('param')
    const [found] = await store.read((view) => presentChats(view, [chatId]))
    return found ? c.json({ chat: found }, 200) : c.json(problem('unknownChat', 'There is no such chat.'), 404)
  })

  app.openapi(caller, async (c) => {
    const phone = normalisePhone(c.req.valid('query').number)
    const found = phone ? await store.read((view) => openChatsWithPhone(view, phone)) : []
    const [chat = null, ...others] = found
    return c.json({ chat, others: others.slice(0, OTHER_CALLERS) }, 200)
  })

  app.openapi(command, async (c) =>
    c.json({ refusal: await context.commands.apply(c.req.valid('json'), callerOf(c)) }, 200),
  )
}
