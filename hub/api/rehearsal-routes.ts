import { rehearsalReply, rehearsalRequest } from '#shared/contract/rehearsal'
import { channelParams } from '#shared/contract/rest'

import { rehearseChannel } from '../administration/rehearsal'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const rehearsal = route({
  access: 'administrator',
  method: 'post',
  path: '/api/administration/channels/{channelId}/rehearsal',
  summary: 'Replays the recent traffic of a channel under settings that are not saved, and names their mistakes.',
  request: {
    params: channelParams,
    body: { required: true, content: { 'application/json': { schema: rehearsalRequest } } },
  },
  responses: { 200: json(rehearsalReply, 'Who would have got what, and when.'), ...failures },
})

export function addRehearsalRoutes(app: Api, { store, channels, clock }: ApiContext): void {
  app.openapi(rehearsal, async (c) => {
    const { channelId } = c.req.valid('param')
    const wished = c.req.valid('json')
    // A channel without a driver sends nothing, so that nothing is too long for it.
    const maxTextLength = channels.capabilitiesOf(channelId)?.maxTextLength ?? Infinity
    const at = { maxTextLength, nowMs: clock.now() }
    const reply = await store.read((view) => rehearseChannel(view, channelId, wished, at))
    return reply ? c.json(reply, 200) : c.json(problem('unknownChannel', 'There is no such channel.'), 404)
  })
}
