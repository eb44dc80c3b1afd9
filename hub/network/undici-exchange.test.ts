import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ExchangeRequest } from './exchange'
import { undiciExchange } from './undici-exchange'

interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let server: Server
let url: string
let seen: Seen[]

beforeEach(async () => {
  seen = []
  server = createServer((request, response) => {
    void answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const { method = '', url: path = '', headers } = request
  seen.push({ method, path, headers, body: Buffer.concat(parts).toString() })
  if (path === '/moved') response.writeHead(302, { location: '/there' }).end()
  else if (path === '/hanging') response.write('{')
  else response.writeHead(200, { 'x-part': ['a', 'b'] }).end('{"ok":true}')
}

function ask(path: string, more: Partial<ExchangeRequest> = {}) {
  const plain = { method: 'GET', headers: {}, followsRedirects: true, maxBytes: 100 }
  return undiciExchange({ ...plain, url: `${url}${path}`, signal: new AbortController().signal, ...more })
}

describe('a request and its whole answer', () => {
  it('brings status, headers and bytes', async () => {
    const answer = await ask('/', { headers: { Authorization: 'Bearer key' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-part')).toBe('a, b')
    expect(Buffer.from(answer.bytes).toString()).toBe('{"ok":true}')
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer key', 'user-agent': 'otklik' })
  })

  it('carries texts, forms and files, each with its type', async () => {
    const post = { method: 'POST', followsRedirects: false }
    await ask('/', { ...post, body: '{}' })
    await ask('/', { ...post, body: '{}', headers: { 'Content-Type': 'application/json' } })
    await ask('/', { ...post, body: new URLSearchParams({ grant_type: 'client_credentials' }) })
    const form = new FormData()
    form.set('file', new Blob(['картинка'], { type: 'image/png' }), 'a.png')
    await ask('/', { ...post, body: form })
    const types = seen.map(({ headers }) => headers['content-type'])
    expect(types.slice(0, 3)).toEqual([
      'text/plain;charset=UTF-8',
      'application/json',
      'application/x-www-form-urlencoded;charset=UTF-8',
    ])
    expect(types[3]).toMatch(/^multipart\/form-data; boundary=/)
    expect(seen[2]?.body).toBe('grant_type=client_credentials')
    expect(seen[3]?.body).toContain('картинка')
  })

  it('follows where it is told to, and only where asked', async () => {
    expect(await ask('/moved')).toMatchObject({ status: 200 })
    expect(await ask('/moved', { method: 'POST', followsRedirects: false, body: '{}' })).toMatchObject({ status: 302 })
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /moved', 'GET /there', 'POST /moved'])
  })

  it('takes no more than wished', async () => {
    await expect(ask('/', { maxBytes: 5 })).rejects.toThrow('larger than 5 bytes')
  })

  it('is given up in the middle of an answer', async () => {
    const giving = new AbortController()
    const asking = ask('/hanging', { signal: giving.signal })
    await expect.poll(() => seen.length).toBe(1)
    giving.abort()
    await expect(asking).rejects.toThrow()
  })

  it('says with which code nothing was reached', async () => {
    await expect(ask('/', { url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await expect(ask('/', { url: 'ftp://127.0.0.1/' })).rejects.toMatchObject({ code: 'UND_ERR_INVALID_ARG' })
  })
})
