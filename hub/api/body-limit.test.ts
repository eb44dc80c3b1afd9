import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bodyLimit } from './body-limit'

let server: Server
const taken: string[] = []

beforeAll(async () => {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: 10, onError: (c) => c.text('too large', 413) }))
  app.all('/', async (c) => {
    taken.push(await c.req.text())
    return c.text('taken')
  })
  const respond = getRequestListener(app.fetch)
  server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** With a length where the body is one piece, else in chunks. */
async function send(pieces: readonly string[], headers: Record<string, string> = {}): Promise<number> {
  const { port } = server.address() as AddressInfo
  const asking = request({ port, host: '127.0.0.1', method: 'POST', path: '/', headers })
  asking.on('error', () => undefined)
  const [first = ''] = pieces
  if (pieces.length > 1) for (const piece of pieces) asking.write(piece)
  asking.end(pieces.length === 1 ? first : undefined)
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode ?? 0
}

describe('the limit of a body', () => {
  it('is by the length that is told, and by counting where none is told', async () => {
    expect(await send(['0123456789'])).toBe(200)
    expect(await send(['01234567890'])).toBe(413)
    expect(await send(['01234', '56789'])).toBe(200)
    expect(await send(['01234', '567890'])).toBe(413)
    expect(taken).toEqual(['0123456789', '0123456789'])
  })

  it('is not got round by a length that is not true', async () => {
    expect(await send(['01234567890123'], { 'content-length': '5' })).toBeOneOf([200, 400])
    expect(taken.filter((text) => text.length > 10)).toEqual([])
  })
})
