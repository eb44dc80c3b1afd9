import { messageParams, revisionsReply } from '#shared/contract/revisions'

import { messageById } from '../store/messages'
import { revisionsOf } from '../store/revisions'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const ofMessage = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/messages/{messageId}/revisions',
  summary: 'Who changed or deleted a sent message, when, and what stood there before; the oldest first.',
  request: { params: messageParams },
  responses: { 200: json(revisionsReply, 'The changes.'), ...failures },
})

export function addRevisionRoutes(app: Api, { store, looked }: ApiContext): void {
  app.openapi(ofMessage, async (c) => {
    const { messageId } = c.req.valid('param')
    const found = await store.read(async (view) => {
      const message = await messageById(view, messageId)
      return message && { chatId: message.chatId, revisions: await revisionsOf(view, messageId) }
    })
    if (!found) return c.json(problem('unknownMessage', 'There is no such message.'), 404)
    const { chatId, revisions } = found
    looked.note({ actorId: callerOf(c).agentId, kind: 'former', objectId: messageId, chatId })
    return c.json({ revisions: [...revisions] }, 200)
  })
}
