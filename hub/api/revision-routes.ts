import { messageParams, revisionsReply } from '#shared/contract/revisions'

import { messageById } from '../store/messages'
import { revisionsOf } from '../store/revisions'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const ofMessage = route({
  access: 'supervisor',
  method: 'get',
  path: '/api/messages/{messageId}/revisions',
  summary: 'Who changed or deleted a sent message, when, and what stood there before; the oldest first.',
  request: { params: messageParams },
  responses: { 200: json(revisionsReply, 'The changes.'), ...failures },
})

export function addRevisionRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(ofMessage, async (c) => {
    const { messageId } = c.req.valid('param')
    const found = await store.read(async (view) =>
      (await messageById(view, messageId)) ? revisionsOf(view, messageId) : null,
    )
    if (!found) return c.json(problem('unknownMessage', 'There is no such message.'), 404)
    return c.json({ revisions: [...found] }, 200)
  })
}
