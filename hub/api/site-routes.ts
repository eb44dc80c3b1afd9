import { channelParams } from '#shared/contract/rest'
import {
  connectSiteReply,
  connectSiteRequest,
  linkParams,
  makeLinkReply,
  makeLinkRequest,
  siteLinks,
  siteSettings,
  siteView,
} from '#shared/contract/site-admin'
import type { ChannelId } from '#shared/domain/ids'
import type { SiteSettings } from '#shared/domain/site-chat'

import { NO_KEYS } from '../channels/config'
import { SiteChannel } from '../channels/site'
import { chatById } from '../store/chats'
import { clientById } from '../store/clients'
import { readDirectory } from '../store/directory'
import { putSiteSettings } from '../store/site-people'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const connect = route({
  access: 'administrator',
  method: 'post',
  path: '/api/site-channels',
  summary: 'Opens a site chat.',
  request: { body: { required: true, content: { 'application/json': { schema: connectSiteRequest } } } },
  responses: { 200: json(connectSiteReply, 'It is open.'), ...failures },
})

const read = route({
  access: 'administrator',
  method: 'get',
  path: '/api/site-channels/{channelId}',
  summary: 'What is set for a site chat, and the line that puts its icon into a page.',
  request: { params: channelParams },
  responses: { 200: json(siteView, 'As it is now.'), ...failures },
})

const save = route({
  access: 'administrator',
  method: 'put',
  path: '/api/site-channels/{channelId}',
  summary: 'Sets a site chat.',
  request: {
    params: channelParams,
    body: { required: true, content: { 'application/json': { schema: siteSettings } } },
  },
  responses: { 200: json(siteView, 'As it is from now on.'), ...failures },
})

const listLinks = route({
  access: 'administrator',
  method: 'get',
  path: '/api/site-channels/{channelId}/links',
  summary: 'The links that open a conversation now.',
  request: { params: channelParams },
  responses: { 200: json(siteLinks, 'The newest first.'), ...failures },
})

const makeLink = route({
  access: 'agent',
  method: 'post',
  path: '/api/site-channels/{channelId}/links',
  summary: 'A link for one person. Its address is told once.',
  request: {
    params: channelParams,
    body: { required: true, content: { 'application/json': { schema: makeLinkRequest } } },
  },
  responses: { 200: json(makeLinkReply, 'The link.'), ...failures },
})

const revoke = route({
  access: 'administrator',
  method: 'delete',
  path: '/api/site-channels/{channelId}/links/{linkId}',
  summary: 'The link opens nothing any more, also where it is open now.',
  request: { params: linkParams },
  responses: { 204: { description: 'Revoked.' }, ...failures },
})

const NO_CHANNEL = problem('unknownChannel', 'There is no such site chat.')

/** The site chat as administrators set it. */
export function addSiteRoutes(app: Api, context: ApiContext): void {
  const { store, channels, site, clock } = context
  const view = (id: ChannelId, settings: SiteSettings) => {
    const base = settings.publicUrl ?? context.baseUrl()
    return {
      settings,
      scriptLine: `<script src="${base}/portal/assets/widget.js" async data-channel="${id}"></script>`,
      tryUrl: `${base}/portal/try/${id}`,
    }
  }
  const settingsOf = async (id: ChannelId) => (channels.kindOf(id) === 'site' ? site.settings(id) : null)

  app.openapi(connect, async (c) => {
    const { name, groupId: wished, settings } = c.req.valid('json')
    const { groups } = await store.read(readDirectory)
    const group = wished ? groups.find(({ id }) => id === wished) : groups[0]
    if (!group) return c.json(problem('unknownGroup', 'There is no such channel group.'), 404)
    const { channel } = await channels.connect('site', name, group.id, NO_KEYS, (tx, id) =>
      putSiteSettings(tx, id, settings),
    )
    return c.json({ channel }, 200)
  })

  app.openapi(read, async (c) => {
    const { channelId } = c.req.valid('param')
    const settings = await settingsOf(channelId)
    return settings ? c.json(view(channelId, settings), 200) : c.json(NO_CHANNEL, 404)
  })

  app.openapi(save, async (c) => {
    const { channelId } = c.req.valid('param')
    if (!(await settingsOf(channelId))) return c.json(NO_CHANNEL, 404)
    const settings = c.req.valid('json')
    await site.saveSettings(channelId, settings)
    return c.json(view(channelId, settings), 200)
  })

  app.openapi(listLinks, async (c) => {
    const { channelId } = c.req.valid('param')
    if (!(await settingsOf(channelId))) return c.json(NO_CHANNEL, 404)
    return c.json({ links: [...(await site.links(channelId, clock.now()))] }, 200)
  })

  app.openapi(makeLink, async (c) => {
    const { channelId } = c.req.valid('param')
    const { person, email, validForDays } = c.req.valid('json')
    const settings = await settingsOf(channelId)
    // A person is written into the book by any hub.
    const driver = channels.connectedDriverOf(channelId)
    if (!settings || !(driver instanceof SiteChannel)) return c.json(NO_CHANNEL, 404)
    const base = settings.publicUrl ?? context.baseUrl()
    let visitor
    if (person.kind === 'new') {
      const begun = await site.begin(channelId, person.name, person.title === '' ? null : person.title, email ?? null)
      await driver.announce(begun)
      visitor = begun.visitor
    } else {
      const client = await store.read(async (reading) => {
        const chat = await chatById(reading, person.chatId)
        return chat?.channelId === channelId ? clientById(reading, chat.clientId) : null
      })
      const known = client && (await site.visitor(client.externalId))
      if (!known) return c.json(problem('unknownChat', 'There is no such conversation in this channel.'), 404)
      // The agents' name for the person, where the visitor gave none.
      visitor = known.name === '' ? { ...known, name: client.name } : known
      if (email !== undefined) await site.setEmail(known.id, email)
    }
    const { link, key } = await site.makeLink(channelId, visitor, validForDays)
    // After the hash: browsers do not send that part, so that no log has it.
    return c.json({ link, url: `${base}/portal/#${key}` }, 200)
  })

  app.openapi(revoke, async (c) => {
    const { channelId, linkId } = c.req.valid('param')
    const isRevoked = await site.revoke(channelId, linkId)
    return isRevoked ? c.body(null, 204) : c.json(problem('unknownLink', 'There is no such link.'), 404)
  })
}
