import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, it } from 'vitest'

import { encodePng } from '../lib/png'
import { createAvitoControlClient } from './control-client'
import { startAvitoSandbox, type AvitoSandbox } from './index'

let sandbox: AvitoSandbox
let closeHook: (() => void) | null = null
afterEach(async () => {
  await sandbox.stop()
  closeHook?.()
  closeHook = null
})

interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly expires_in: number
  readonly token_type: string
  readonly scope?: string
}

async function token(grant: Record<string, string>, path = '/token'): Promise<{ status: number; body: Tokens }> {
  const body = new URLSearchParams({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret, ...grant })
  const answer = await fetch(sandbox.apiUrl + path, { method: 'POST', body })
  return { status: answer.status, body: (await answer.json()) as Tokens }
}

async function own(): Promise<
  (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown; headers: Headers }>
> {
  const { body: tokens } = await token({ grant_type: 'client_credentials' })
  return async (method, path, body) => {
    const answer = await fetch(sandbox.apiUrl + path.replace('U', String(sandbox.userId)), {
      method,
      headers: { authorization: `Bearer ${tokens.access_token}` },
      ...(body === undefined ? {} : body instanceof FormData ? { body } : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: await answer.json(), headers: answer.headers }
  }
}

async function code(scope: string): Promise<string> {
  await sandbox.control.setRedirectUrl('http://127.0.0.1:9/back')
  const form = new URLSearchParams({ decision: 'allow', scope, state: 'xyz' })
  const answer = await fetch(`${sandbox.apiUrl}/oauth/decide`, { method: 'POST', body: form, redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe('xyz')
  return back.searchParams.get('code') ?? ''
}

describe('tokens (facts, section 2)', () => {
  it('has three grants on both spellings of the path', async () => {
    sandbox = await startAvitoSandbox()
    const mine = await token({ grant_type: 'client_credentials' }, '/token/')
    expect(mine.body).toEqual({ access_token: expect.any(String) as string, expires_in: 86_400, token_type: 'Bearer' })
    const granted = await token({ grant_type: 'authorization_code', code: await code('messenger:read') })
    expect(granted.body).toMatchObject({ scope: 'messenger:read', expires_in: 86_400, token_type: 'Bearer' })
    const refreshed = await token({ grant_type: 'refresh_token', refresh_token: granted.body.refresh_token ?? '' })
    expect(refreshed.body.refresh_token).not.toBe(granted.body.refresh_token)
    expect((await token({ grant_type: 'refresh_token', refresh_token: granted.body.refresh_token ?? '' })).status).toBe(
      400,
    )
    expect((await token({ grant_type: 'client_credentials', client_secret: 'no' })).status).toBe(401)
  })

  it('answers 403 to an expired token and to a missing scope, 401 to none', async () => {
    sandbox = await startAvitoSandbox()
    const call = await own()
    expect((await call('GET', '/messenger/v2/accounts/U/chats')).status).toBe(200)
    await sandbox.control.advanceClock(86_400_001)
    expect(await call('GET', '/messenger/v2/accounts/U/chats')).toMatchObject({
      status: 403,
      json: { error: { code: 403 } },
    })
    expect((await fetch(`${sandbox.apiUrl}/core/v1/accounts/self`)).status).toBe(401)
    const narrow = await token({ grant_type: 'authorization_code', code: await code('messenger:read') })
    const self = await fetch(`${sandbox.apiUrl}/core/v1/accounts/self`, {
      headers: { authorization: `Bearer ${narrow.body.access_token}` },
    })
    expect(self.status).toBe(403)
  })

  it('shows a consent page, and an error page where no return address is stored', async () => {
    sandbox = await startAvitoSandbox()
    const address = `${sandbox.consentUrl}?response_type=code&client_id=${sandbox.clientId}&scope=messenger:read&state=s`
    expect((await fetch(address)).status).toBe(400)
    await sandbox.control.setRedirectUrl('http://127.0.0.1:9/back')
    const page = await (await fetch(address)).text()
    expect(page).toContain('Разрешить')
    expect(page).toContain('Отказать')
  })
})

describe('limits (facts, section 3)', () => {
  it('keeps to the bounds of lists and texts', async () => {
    sandbox = await startAvitoSandbox()
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    const call = await own()
    const post = (text: string) =>
      call('POST', `/messenger/v1/accounts/U/chats/${chatId}/messages`, { type: 'text', message: { text } })
    expect((await call('GET', '/messenger/v2/accounts/U/chats?limit=101')).status).toBe(400)
    expect((await call('GET', '/messenger/v2/accounts/U/chats?offset=1001')).status).toBe(400)
    expect((await post('🙂'.repeat(1000))).status).toBe(200)
    expect(await post('я'.repeat(1001))).toMatchObject({
      status: 400,
      json: { error: { code: 400, fields: { 'message.text': expect.any(String) as string } } },
    })
    await sandbox.control.setTariff(false)
    expect((await post('да')).status).toBe(402)
  })

  it('counts requests by the minute', async () => {
    sandbox = await startAvitoSandbox()
    const call = await own()
    await sandbox.control.setRateLimit(2)
    const first = await call('GET', '/core/v1/accounts/self')
    expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['2', '1'])
    await call('GET', '/core/v1/accounts/self')
    expect(await call('GET', '/core/v1/accounts/self')).toMatchObject({ status: 429, json: { error: { code: 429 } } })
    await sandbox.control.advanceClock(60_000)
    expect((await call('GET', '/core/v1/accounts/self')).status).toBe(200)
  })

  it('takes one image of a known type and not of too many pixels', async () => {
    sandbox = await startAvitoSandbox()
    const call = await own()
    const upload = (...files: Uint8Array[]) => {
      const form = new FormData()
      for (const bytes of files) form.append('uploadfile[]', new Blob([new Uint8Array(bytes)]), 'x.png')
      return call('POST', '/messenger/v1/accounts/U/uploadImages', form)
    }
    const png = encodePng(4, 4, () => [1, 2, 3])
    const good = await upload(png)
    expect(good.status).toBe(200)
    const [sizes] = Object.values(good.json as Record<string, Record<string, string>>)
    expect(Object.keys(sizes ?? {})).toContain('1280x960')
    expect((await fetch(sizes?.['140x105'] ?? '')).headers.get('content-type')).toBe('image/png')
    expect((await upload(png, png)).status).toBe(400)
    expect((await upload(new TextEncoder().encode('%PDF-1.4 not an image'))).status).toBe(400)
    const huge = new Uint8Array(png)
    new DataView(huge.buffer).setUint32(16, 20_000)
    new DataView(huge.buffer).setUint32(20, 20_000)
    expect((await upload(huge)).status).toBe(400)
  })

  it('gives voice links that live for an hour', async () => {
    sandbox = await startAvitoSandbox()
    const { chatId } = await sandbox.control.clientWrites({ voice: { seconds: 1 } })
    const call = await own()
    const list = (await call('GET', `/messenger/v3/accounts/U/chats/${chatId}/messages/`)).json as {
      messages: { content: { voice: { voice_id: string } } }[]
    }
    const id = list.messages[0]?.content.voice.voice_id ?? ''
    const links = (await call('GET', `/messenger/v1/accounts/U/getVoiceFiles?voice_ids=${id}`)).json as {
      voices_urls: Record<string, string>
    }
    const link = links.voices_urls[id] ?? ''
    expect((await fetch(link)).status).toBe(200)
    await sandbox.control.advanceClock(3_600_001)
    expect((await fetch(link)).status).toBe(403)
  })
})

describe('webhooks (facts, section 4)', () => {
  it('delivers incoming and own outgoing messages with a signature header', async () => {
    sandbox = await startAvitoSandbox()
    const events: { signature: string | undefined; value: { author_id: number; type: string; chat_id: string } }[] = []
    let heard = () => {}
    const server = createServer((request: IncomingMessage, response) => {
      let text = ''
      request.on('data', (part: Buffer) => (text += part.toString()))
      request.on('end', () => {
        const body = JSON.parse(text) as { payload: { value: { author_id: number; type: string; chat_id: string } } }
        events.push({
          signature: request.headers['x-avito-messenger-signature'] as string | undefined,
          value: body.payload.value,
        })
        response.writeHead(200).end()
        heard()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closeHook = () => server.close()
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`
    const call = await own()
    expect((await call('POST', '/messenger/v3/webhook', { url })).json).toEqual({ ok: true })
    expect((await call('POST', '/messenger/v1/subscriptions')).json).toEqual({ subscriptions: [{ url, version: '3' }] })
    const both = new Promise<void>((resolve) => (heard = () => events.length === 2 && resolve()))
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    await call('POST', `/messenger/v1/accounts/U/chats/${chatId}/messages`, { type: 'text', message: { text: 'Да' } })
    await both
    expect(events.map(({ value }) => value.author_id === sandbox.userId).sort()).toEqual([false, true])
    expect(events.every(({ signature }) => signature?.length === 64)).toBe(true)
    expect((await call('POST', '/messenger/v1/webhook/unsubscribe', { url })).json).toEqual({ ok: true })
    expect(await sandbox.control.webhooks()).toEqual([])
  })
})

describe('control over HTTP', () => {
  it('does what the object does', async () => {
    sandbox = await startAvitoSandbox({ seed: 'demo' })
    const remote = createAvitoControlClient(sandbox.controlUrl)
    expect(await remote.chats()).toEqual(await sandbox.control.chats())
    const { chatId } = await remote.clientWrites({ text: 'Издалека' })
    expect(await remote.messages(chatId)).toMatchObject([{ direction: 'in', text: 'Издалека' }])
    await remote.clientReads(chatId)
    await expect(remote.clientReads('no-such-chat')).rejects.toThrow(/Chat not found/)
    expect(await remote.stats()).toMatchObject({ accepted: 0, blacklist: [] })
  })
})
