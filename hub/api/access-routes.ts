import { accessQuery, accessReply } from '#shared/contract/access-log'

import { accessPage, placeOf } from '../store/access-log'
import { chatsAsked } from '../store/chat-names'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const list = route({
  access: 'administrator',
  method: 'get',
  path: '/api/access',
  summary: 'Who looked at which conversation, recording or export, and when; the newest first.',
  request: { query: accessQuery },
  responses: { 200: json(accessReply, 'A page.'), ...failures },
})

export function addAccessRoutes(app: Api, { store }: ApiContext): void {
  app.openapi(list, async (c) => {
    const asked = c.req.valid('query')
    const { kind = null, agentId = null, fromMs = null, untilMs = null, after = null, limit } = asked
    const entries = await store.read(async (view) => {
      const chatIds = await chatsAsked(view, asked)
      return accessPage(view, { kind, agentId, chatIds, fromMs, untilMs }, after, limit)
    })
    const last = entries.length === limit ? entries.at(-1) : undefined
    return c.json({ entries: [...entries], next: last ? placeOf(last) : null }, 200)
  })
}
