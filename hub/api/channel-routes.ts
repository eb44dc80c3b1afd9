import { accessTo } from '#shared/domain/channel-platform'
import {
  authoriseReply,
  channelList,
  channelParams,
  closingTextReply,
  connectChannelReply,
  connectChannelRequest,
  correctKeysRequest,
  restError,
} from '#shared/contract/rest'

import { channelSettingsOf } from '../administration/read-administration'
import { readDirectory } from '../store/directory'
import { isLoopbackHost } from './guard'
import { failures, json, noAnswer, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const list = route({
  access: 'agent',
  method: 'get',
  path: '/api/channels',
  summary: 'The connected channels.',
  responses: { 200: json(channelList, 'The channels.'), ...failures },
})

const connect = route({
  access: 'administrator',
  method: 'post',
  path: '/api/channels',
  summary: 'Connects an account.',
  request: { body: { required: true, content: { 'application/json': { schema: connectChannelRequest } } } },
  responses: {
    200: json(connectChannelReply, 'Connected; open the address where there is one.'),
    409: json(restError, 'The account is connected already; `replacesOlder` confirms.'),
    ...failures,
  },
})

const authorise = route({
  access: 'administrator',
  method: 'post',
  path: '/api/channels/{channelId}/authorise',
  summary: 'Begins the consent anew.',
  request: { params: channelParams },
  responses: { 200: json(authoriseReply, 'The address to open.'), ...failures, ...noAnswer },
})

const correctKeys = route({
  access: 'administrator',
  method: 'put',
  path: '/api/channels/{channelId}/keys',
  summary: 'Other keys for a channel whose own are wrong or were changed; its chats, settings and address stay.',
  request: {
    params: channelParams,
    body: { required: true, content: { 'application/json': { schema: correctKeysRequest } } },
  },
  responses: {
    200: json(connectChannelReply, 'The channel works with them; open the address where there is one.'),
    409: json(restError, 'Another channel works with these keys.'),
    ...failures,
  },
})

const disconnect = route({
  access: 'administrator',
  method: 'delete',
  path: '/api/channels/{channelId}',
  summary: 'Disconnects; its chats stay and can no longer be answered.',
  request: { params: channelParams },
  responses: { 204: { description: 'Disconnected.' }, ...failures },
})

const closingText = route({
  access: 'agent',
  method: 'get',
  path: '/api/channels/{channelId}/closing-text',
  summary: 'What the client is told when a case of the channel is closed; `null`: nothing.',
  request: { params: channelParams },
  responses: { 200: json(closingTextReply, 'As it is now.'), ...failures },
})

export function addChannelRoutes(app: Api, { store, channels, drivers }: ApiContext): void {
  app.openapi(list, async (c) => c.json({ channels: [...(await channels.channels())] }, 200))

  app.openapi(closingText, async (c) => {
    const settings = await store.read((view) => channelSettingsOf(view, c.req.valid('param').channelId))
    if (!settings) return c.json(problem('unknownChannel', 'There is no such channel.'), 404)
    const { isShown, text } = settings.closing
    return c.json({ text: isShown && text.trim() !== '' ? text : null }, 200)
  })

  app.openapi(connect, async (c) => {
    const { kind, name, groupId: wished, replacesOlder, ...given } = c.req.valid('json')
    const access = accessTo(kind)
    const config = {
      ...given,
      apiUrl: given.apiUrl ?? access.apiUrl,
      consentUrl: given.consentUrl ?? access.consentUrl,
    }
    if (!access.modes.includes(config.mode))
      return c.json(
        problem('invalid', 'This platform has only applications that people consent to: mode `partner`.'),
        400,
      )
    if (access.hasContact && config.contactEmail === undefined)
      return c.json(problem('invalid', 'This platform wants an e-mail address of its contact: `contactEmail`.'), 400)
    for (const url of [config.apiUrl, config.consentUrl]) {
      const { protocol, host } = new URL(url)
      if (protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(host))) continue
      return c.json(problem('insecureAddress', 'Only https is allowed outside this computer.'), 400)
    }
    const { groups } = await store.read(readDirectory)
    const group = wished ? groups.find(({ id }) => id === wished) : groups[0]
    if (!group) return c.json(problem('unknownGroup', 'There is no such channel group.'), 404)
    if (!replacesOlder && (await channels.groupWithOwnKey(kind, config)) !== null)
      return c.json(
        problem('sameAccount', 'This account is connected already; only the newer channel would work.'),
        409,
      )
    return c.json(await channels.connect(kind, name, group.id, config), 200)
  })

  app.openapi(authorise, async (c) => {
    const consentUrl = await drivers.beginConsent(c.req.valid('param').channelId)
    if (consentUrl === undefined) return c.json(problem('unknownChannel', 'There is no such channel.'), 404)
    return c.json({ consentUrl }, 200)
  })

  app.openapi(correctKeys, async (c) => {
    const done = await channels.correctKeys(c.req.valid('param').channelId, c.req.valid('json'))
    switch (done) {
      case 'unknownChannel':
        return c.json(problem(done, 'There is no such channel.'), 404)
      case 'sameAccount':
        return c.json(problem(done, 'Another channel works with these keys.'), 409)
      default:
        return c.json(done, 200)
    }
  })

  app.openapi(disconnect, async (c) => {
    const removed = await channels.remove(c.req.valid('param').channelId)
    return removed ? c.body(null, 204) : c.json(problem('unknownChannel', 'There is no such channel.'), 404)
  })
}
