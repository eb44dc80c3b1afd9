// Whole: each case is a few lines against one hub that serves the whole API and takes seconds to start.
import { createHash, randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Channel } from '#shared/domain/channel'
import type { ChatId, FileId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { PREPARING_MS } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

/** 1 × 1 PNG. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

let hub: TestHub
let channel: Channel
let chatId: ChatId

beforeAll(async () => {
  hub = await startTestHub()
  channel = await hub.connect()
  await hub.drivers[0]?.host.ingest({
    chats: [ingestedChat('a')],
    messages: Array.from({ length: 7 }, (_, index) =>
      ingestedMessage('a', `in-${String(index)}`, { kind: 'text', text: `№ ${String(index)}` }, { atMs: 1000 * index }),
    ),
  })
  chatId = await findChat('+79170000001')
}, PREPARING_MS)
afterAll(() => hub.stop())

/** Finds the only chat by giving its client a phone through the feed-less way a script would use. */
async function findChat(phone: string): Promise<ChatId> {
  const { TestDesk } = await import('../testing/desk')
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  const chat = desk.changes.find((change) => change.entity === 'chat')
  desk.close()
  if (!chat) throw new Error('no chat')
  const id = chat.id as ChatId
  expect(await hub.command('setClientPhone', { chatId: id, phone })).toBeNull()
  return id
}

/** Sends headers that `fetch` keeps for itself. */
function rawStatus(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(hub.url)
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('who may ask', () => {
  const authorization = `Bearer ${'test-secret-'.repeat(4)}`

  it('refuses a missing and a wrong secret', async () => {
    expect(await rawStatus('/api/health', {})).toBe(401)
    expect(await rawStatus('/api/health', { authorization: 'Bearer wrong' })).toBe(401)
    expect(await rawStatus('/files/x', {})).toBe(401)
    expect(await rawStatus('/openapi.json', {})).toBe(401)
    expect(await rawStatus('/api/health', { authorization })).toBe(200)
  })

  it('refuses another name for this computer, as a rebound name would have', async () => {
    expect(await rawStatus('/api/health', { authorization, host: 'evil.example' })).toBe(403)
    expect(await rawStatus('/api/health', { authorization, host: 'localhost:1234' })).toBe(200)
  })

  it('refuses pages of the web and answers the desk’s own', async () => {
    expect(await rawStatus('/api/health', { authorization, origin: 'https://evil.example' })).toBe(403)
    expect(await rawStatus('/api/health', { authorization, origin: 'null' })).toBe(403)
    const answered = await hub.request('/api/health', { headers: { origin: 'app://otklik' } })
    expect([answered.status, answered.headers.get('access-control-allow-origin')]).toEqual([200, 'app://otklik'])
    expect(await rawStatus('/api/commands', { origin: 'app://otklik' }, 'OPTIONS')).toBe(204)
  })
})

describe('REST', () => {
  it('tells that it is up', async () => {
    expect(await hub.json('/api/health')).toEqual({ status: 'ok', version: '0.0.0-test', databaseSetAside: null })
  })

  it('describes every route as OpenAPI 3.1', async () => {
    const document = await hub.json<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
      '/openapi.json',
    )
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(document.openapi).toBe('3.1.0')
    expect(routes.toSorted()).toEqual([
      'delete /api/administration/agents/{agentId}',
      'delete /api/administration/bots/{botId}',
      'delete /api/administration/groups/{channelGroupId}',
      'delete /api/administration/mail',
      'delete /api/administration/statuses/{ownStatusId}',
      'delete /api/administration/teams/{teamId}',
      'delete /api/administration/telephony',
      'delete /api/administration/templates/stages/{templateId}',
      'delete /api/administration/templates/texts/{templateId}',
      'delete /api/administration/topics/{topicId}',
      'delete /api/channels/{channelId}',
      'delete /api/invitations/{invitationId}',
      'delete /api/reports/plans/{planId}',
      'delete /api/site-channels/{channelId}/links/{linkId}',
      'get /api/access',
      'get /api/accounts',
      'get /api/administration',
      'get /api/administration/mail',
      'get /api/administration/telephony',
      'get /api/administration/templates',
      'get /api/agent-days',
      'get /api/audit',
      'get /api/auth/me',
      'get /api/auth/oidc/callback',
      'get /api/auth/sessions',
      'get /api/callers',
      'get /api/cards',
      'get /api/channels',
      'get /api/channels/{channelId}/candidates',
      'get /api/channels/{channelId}/closing-text',
      'get /api/chats/{chatId}',
      'get /api/chats/{chatId}/candidate',
      'get /api/chats/{chatId}/cases',
      'get /api/chats/{chatId}/conversations',
      'get /api/chats/{chatId}/messages',
      'get /api/chats/{chatId}/person',
      'get /api/chats/{chatId}/person/export.zip',
      'get /api/chats/{chatId}/stages',
      'get /api/chats/{chatId}/vacancies',
      'get /api/erasures/{erasureId}',
      'get /api/health',
      'get /api/hub',
      'get /api/invitations',
      'get /api/messages/{messageId}/revisions',
      'get /api/recording-policy',
      'get /api/reports/cases',
      'get /api/reports/cases.csv',
      'get /api/reports/cases/parts',
      'get /api/reports/funnel',
      'get /api/reports/funnel/people',
      'get /api/reports/numbers',
      'get /api/reports/plans',
      'get /api/reports/span',
      'get /api/retention',
      'get /api/service-targets',
      'get /api/site-channels/{channelId}',
      'get /api/site-channels/{channelId}/links',
      'get /files/{fileId}',
      'get /oauth/callback',
      'get /openapi.json',
      'post /api/accounts/{agentId}/close',
      'post /api/accounts/{agentId}/end-sessions',
      'post /api/accounts/{agentId}/erase',
      'post /api/accounts/{agentId}/open',
      'post /api/accounts/{agentId}/reset-second-factor',
      'post /api/administration/channels/{channelId}/rehearsal',
      'post /api/administration/mail/test',
      'post /api/administration/telephony/test',
      'post /api/audit/check',
      'post /api/auth/invitations/accept',
      'post /api/auth/invitations/look-up',
      'post /api/auth/oidc/begin',
      'post /api/auth/oidc/finish',
      'post /api/auth/password',
      'post /api/auth/second-factor/begin',
      'post /api/auth/second-factor/confirm',
      'post /api/auth/second-factor/remove',
      'post /api/auth/sessions/{sessionId}/revoke',
      'post /api/auth/sign-in',
      'post /api/auth/sign-out',
      'post /api/channels',
      'post /api/channels/{channelId}/authorise',
      'post /api/chats/{chatId}/person/erase',
      'post /api/commands',
      'post /api/invitations',
      'post /api/messages/search',
      'post /api/reports/plans/{planId}/send',
      'post /api/retention/preview',
      'post /api/site-channels',
      'post /api/site-channels/{channelId}/links',
      'post /hooks/mango/ping',
      'post /hooks/mango/{place}/{name}',
      'post /hooks/{channelId}/{pathSecret}',
      'put /api/accounts/{agentId}/login',
      'put /api/accounts/{agentId}/role',
      'put /api/administration/agents/{agentId}',
      'put /api/administration/bots/{botId}',
      'put /api/administration/channels/{channelId}',
      'put /api/administration/distribution',
      'put /api/administration/groups/{channelGroupId}',
      'put /api/administration/hours',
      'put /api/administration/mail',
      'put /api/administration/recording',
      'put /api/administration/statuses/{ownStatusId}',
      'put /api/administration/teams/{teamId}',
      'put /api/administration/telephony',
      'put /api/administration/templates/stages/{templateId}',
      'put /api/administration/templates/texts/{templateId}',
      'put /api/administration/topics/{topicId}',
      'put /api/channels/{channelId}/keys',
      'put /api/reports/plans/{planId}',
      'put /api/retention',
      'put /api/service-targets',
      'put /api/site-channels/{channelId}',
      'put /api/uploads/{fileId}',
    ])
  })

  it('pages through a chat, newest first', async () => {
    type Page = { messages: { id: string; content: { text?: string; event?: { kind: string } } }[]; hasMore: boolean }
    const wordsOf = (page: Page) => page.messages.map(({ content }) => content.text ?? content.event?.kind)
    const first = await hub.json<Page>(`/api/chats/${chatId}/messages?limit=4`)
    expect(wordsOf(first)).toEqual(['queued', 'opened', '№ 6', '№ 5'])
    expect(first.hasMore).toBe(true)
    const before = first.messages.at(-1)?.id ?? ''
    const second = await hub.json<Page>(`/api/chats/${chatId}/messages?limit=5&before=${before}`)
    expect(wordsOf(second)).toEqual(['№ 4', '№ 3', '№ 2', '№ 1', '№ 0'])
    expect(second.hasMore).toBe(false)
  })

  it('answers what does not parse and what is not there with an error of one shape', async () => {
    const bad = await hub.request(`/api/chats/not-an-id/messages`)
    expect([bad.status, await bad.json()]).toEqual([400, { error: 'invalid', message: expect.any(String) as string }])
    const none = await hub.request(`/api/chats/${randomUUID()}`)
    expect([none.status, ((await none.json()) as { error: string }).error]).toEqual([404, 'unknownChat'])
    const route = await hub.request('/api/nothing')
    expect([route.status, ((await route.json()) as { error: string }).error]).toEqual([404, 'unknownRoute'])
    const command = await hub.request('/api/commands', {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(command.status).toBe(400)
  })

  it('[C7] [C8] finds the caller by any form of the number', async () => {
    for (const number of ['+7 917 000-00-01', '89170000001', '8 (917) 000 00 01', '79170000001']) {
      const { chat } = await hub.json<{ chat: { id: string } | null }>(
        `/api/callers?number=${encodeURIComponent(number)}`,
      )
      expect([number, chat?.id]).toEqual([number, chatId])
    }
    for (const number of ['89170000002', '101', 'alice'])
      expect(await hub.json(`/api/callers?number=${number}`)).toEqual({ chat: null, others: [] })
  })

  it('[M15] keeps an upload once and gives the same bytes back', async () => {
    const id = randomUUID()
    const put = (bytes: Buffer) =>
      hub.request(`/api/uploads/${id}`, {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'image/png', 'x-file-name': encodeURIComponent('фото.png') },
      })
    expect(await (await put(PNG)).json()).toEqual({ fileId: id, bytes: PNG.length })
    expect((await put(PNG)).status).toBe(200)
    expect((await put(Buffer.from('other'))).status).toBe(409)
    const file = await hub.request(`/files/${id}`)
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true)
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': "inline; filename*=UTF-8''%D1%84%D0%BE%D1%82%D0%BE.png",
    })
  })

  it('[M15] believes the bytes and not the sender, refuses nothing at all, and gives a safe name', async () => {
    const upload = (bytes: string | Uint8Array<ArrayBuffer>, type: string, name: string) => {
      const id = randomUUID()
      const headers = { 'content-type': type, 'x-file-name': encodeURIComponent(name) }
      return hub.request(`/api/uploads/${id}`, { method: 'PUT', body: bytes, headers }).then((reply) => ({ id, reply }))
    }
    const page = await upload('<html><script>alert(1)</script>', 'image/png', "../a'\u202Egnp.html")
    expect(page.reply.status).toBe(200)
    const { headers } = await hub.request(`/files/${page.id}`)
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/octet-stream',
      "attachment; filename*=UTF-8''_a%27gnp.html",
    ])
    const empty = await upload(new Uint8Array(0), 'application/pdf', 'a.pdf')
    expect([empty.reply.status, await empty.reply.json()]).toMatchObject([422, { error: 'empty' }])
  })

  it('never shows a page that someone uploaded', async () => {
    const id = randomUUID()
    await hub.request(`/api/uploads/${id}`, {
      method: 'PUT',
      body: '<script>',
      headers: { 'content-type': 'text/html' },
    })
    const file = await hub.request(`/files/${id}`)
    expect([
      file.headers.get('content-type'),
      file.headers.get('content-disposition')?.startsWith('attachment'),
    ]).toEqual(['application/octet-stream', true])
  })

  it('[A21] lists the connected channels', async () => {
    const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
    expect(channels).toEqual([{ ...channel, health: { kind: 'receiving', lastEventAtMs: null } }])
  })

  it('does not send credentials over plain http outside this computer', async () => {
    const body = {
      kind: 'avito',
      name: 'x',
      mode: 'own',
      clientId: 'a',
      clientSecret: 'b',
      apiUrl: 'http://avito.example',
    }
    const answer = await hub.request('/api/channels', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'insecureAddress'])
  })
})

describe('the browser’s way back', () => {
  it('[A2] tells in the person’s language whether it worked', async () => {
    const page = async (query: string, language: string) => {
      const answer = await fetch(`${hub.url}/oauth/callback?${query}`, { headers: { 'accept-language': language } })
      return { status: answer.status, csp: answer.headers.get('content-security-policy'), text: await answer.text() }
    }
    const done = await page('state=fake-state&code=1', 'ru-RU,ru;q=0.9')
    expect([done.status, done.text.includes('Готово')]).toEqual([200, true])
    expect(done.csp).toContain("default-src 'none'")
    const style = /<style>(.*)<\/style>/.exec(done.text)?.[1] ?? ''
    expect(done.csp).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}';`)
    expect(done.csp).not.toContain('unsafe')
    expect(done.text).not.toContain('<script')
    expect(await page('state=fake-state&error=denied', 'en')).toMatchObject({
      status: 400,
      text: expect.stringContaining('declined') as string,
    })
    expect(await page('state=stolen&code=1', 'en')).toMatchObject({
      status: 400,
      text: expect.stringContaining('out of date') as string,
    })
  })
})

describe('webhooks', () => {
  async function hook(path: string, body: string): Promise<number> {
    return (await fetch(`${hub.url}/hooks/${path}`, { method: 'POST', body })).status
  }

  it('takes them only on the path with the channel’s secret', async () => {
    const driver = hub.drivers[0]
    if (!driver) throw new Error('no driver')
    expect(await hook(`${channel.id}/wrong`, '{}')).toBe(404)
    expect(await hook(`${randomUUID()}/wrong`, '{}')).toBe(404)
    expect(driver.webhooks).toEqual([])
  })

  it('answers test bodies, also such as are no JSON, keeps events and refuses what is too large', async () => {
    const local = await startTestHub()
    const body = {
      kind: 'avito',
      name: 'local',
      mode: 'own',
      clientId: 'a',
      clientSecret: 'b',
      apiUrl: 'http://127.0.0.1:1',
    }
    await local.request('/api/channels', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const driver = local.drivers[0]
    const address = driver?.host.webhookUrl() ?? ''
    const post = async (text: string) => (await fetch(address, { method: 'POST', body: text })).status
    expect(await post('{}')).toBe(200)
    expect(await post('')).toBe(200)
    expect(await post('{"id":"1"}')).toBe(200)
    expect(await post('no json')).toBe(200)
    expect(await post(JSON.stringify('x'.repeat(10 * 1024 * 1024)))).toBe(413)
    expect(driver?.webhooks).toEqual([{}, {}, { id: '1' }, undefined])
    await local.stop()
  })
})

describe('commands', () => {
  it('[M23] are applied once', async () => {
    const id = hub.newId<MessageId>()
    const commandId = hub.newId<never>()
    const args = textMessage(chatId, id, 'Здравствуйте')
    expect(await hub.command('sendMessage', args, commandId)).toBeNull()
    expect(await hub.command('sendMessage', args, commandId)).toBeNull()
    expect(await hub.command('sendMessage', args)).toBeNull()
    expect((await hub.messages(chatId)).filter((message) => message.id === id)).toHaveLength(1)
  })

  it('give a repeat the first outcome again', async () => {
    const commandId = hub.newId<never>()
    const first = textMessage(chatId, hub.newId<MessageId>(), ' ')
    expect(await hub.command('sendMessage', first, commandId)).toEqual({ reason: 'empty', detail: null })
    expect(await hub.command('sendMessage', { ...first, content: { kind: 'text', text: 'ok' } }, commandId)).toEqual({
      reason: 'empty',
      detail: null,
    })
  })

  it('[M15] say why a message cannot be sent', async () => {
    const send = (content: Parameters<typeof hub.command<'sendMessage'>>[1]['content'], to = chatId) =>
      hub.command('sendMessage', { messageId: hub.newId<MessageId>(), chatId: to, content, writtenAtMs: 1 })
    const image = (fileId: string) => ({ kind: 'image' as const, fileId: fileId as FileId, name: null })
    const upload = async (bytes: Uint8Array<ArrayBuffer>, type: string) => {
      const id = randomUUID()
      await hub.request(`/api/uploads/${id}`, { method: 'PUT', body: bytes, headers: { 'content-type': type } })
      return id
    }
    const large = new Uint8Array(1_000_001)
    large.set(PNG)
    const wide = new Uint8Array(PNG)
    new DataView(wide.buffer).setUint32(16, 5000)
    new DataView(wide.buffer).setUint32(20, 5000)
    expect(await send({ kind: 'text', text: '😀'.repeat(1000) })).toBeNull()
    expect(await send({ kind: 'text', text: '😀'.repeat(1001) })).toEqual({ reason: 'tooLong', detail: '1001/1000' })
    expect(await send({ kind: 'text', text: 'hi' }, randomUUID() as ChatId)).toEqual({
      reason: 'unknownChat',
      detail: null,
    })
    expect(await send(image(randomUUID()))).toEqual({ reason: 'fileMissing', detail: null })
    expect(await send(image(await upload(large, 'image/png')))).toEqual({
      reason: 'imageTooLarge',
      detail: '1000001/1000000',
    })
    expect(await send(image(await upload(new Uint8Array(Buffer.from('RIFF....WEBPVP8 ')), 'image/png')))).toEqual({
      reason: 'imageTypeUnsupported',
      detail: 'image/webp',
    })
    expect(await send(image(await upload(new Uint8Array([1, 2, 3]), 'image/png')))).toEqual({
      reason: 'imageUnreadable',
      detail: null,
    })
    expect(await send(image(await upload(wide, 'image/png')))).toEqual({
      reason: 'imageTooLarge',
      detail: '25000000/1000000 px',
    })
    expect(await send(image(await upload(new Uint8Array(PNG), 'image/png')))).toBeNull()
  })
})
