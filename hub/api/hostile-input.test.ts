import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { commandEnvelope, commands, type CommandName } from '#shared/contract/commands'
import { SYNC_PROTOCOL } from '#shared/contract/sync'
import { randomRuns } from '#shared/testing/random-runs'

import { createDriver } from '../channels/registry'
import { NO_ID, plausible, type Schema } from '../testing/plausible'
import { Team, signedInOf } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

const OF_EACH_ROUTE = { share: 3, full: 200 }
const OF_EACH_COMMAND = { share: 4, full: 300 }
const TAKES_MS = 600_000
const MEGABYTE = 1024 * 1024
const MOST_MEMORY_BYTES = 200 * MEGABYTE
/** What an answer must not tell: where in the program it failed, and what the database was asked. */
const TELLS_TOO_MUCH =
  /\.tsx?:\d|node_modules|\bat \S+ \(|PostgresError|syntax error at|invalid input syntax|select .* from |insert into/i

const STRINGS = [
  '',
  "'; drop table messages; --",
  "' or '1'='1",
  '"; select pg_sleep(10); --',
  '$1',
  '%00',
  '\0',
  'а\0б',
  '\ud800',
  'x\udc00y',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '{{constructor.constructor("return process")()}}',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  '\u202Ethgir',
  '9'.repeat(400),
  'я'.repeat(300_000),
  NO_ID,
]
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...STRINGS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      -1,
      1e308,
      2 ** 31,
      2 ** 53,
      -(2 ** 63),
      0.5,
      [],
      {},
      Array.from({ length: 20_000 }, () => 'x'),
      // zod compares the length of whatever stands in place of a text.
      { length: { toString: 1 } },
      JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": 1}}'),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
)

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas?: Readonly<Record<string, Schema>> }
}

let team: Team
let described: Described
const routes: (readonly [string, Operation])[] = []

beforeAll(async () => {
  team = await Team.open({ options: { createDriver } })
  const answer = await team.ask('GET', '/openapi.json', team.administrator)
  described = answer.body as unknown as Described
  for (const [path, operations] of Object.entries(described.paths))
    for (const [method, operation] of Object.entries(operations)) routes.push([`${method} ${path}`, operation])
}, PREPARING_MS)
afterAll(() => team.stop())

/** `value` with what stands at the `nth` place in it, counted through, replaced. */
function replaced(value: unknown, nth: number, by: unknown): unknown {
  let left = nth
  const walk = (each: unknown): unknown => {
    left -= 1
    if (left < 0) {
      left = Number.POSITIVE_INFINITY
      return by
    }
    if (Array.isArray(each)) return each.map(walk)
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(Object.entries(each).map(([name, of]) => [name, walk(of)]))
  }
  return walk(value)
}

function places(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return 1 + Object.values(value).reduce<number>((sum, each) => sum + places(each), 0)
}

async function isHarmless(method: string, path: string, body: unknown, raw?: string): Promise<void> {
  const answer = await fetch(`${team.hub.url}${path}`, {
    method,
    headers: {
      connection: 'close',
      authorization: `Bearer ${team.administrator.token}`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: raw ?? JSON.stringify(body) }),
  })
  const text = await answer.text()
  const told = `${method} ${path.slice(0, 200)}: ${String(answer.status)} ${text.slice(0, 300)}`
  // Some deeds ask a channel's hub: that nobody works for it is said so.
  if (answer.status >= 500 && !(answer.status === 503 && text.includes('noAnswer'))) throw new Error(told)
  if (answer.status >= 400 && TELLS_TOO_MUCH.test(text)) throw new Error(told)
}

/** What would leave the network, or end the session that asks. */
const NOT_ASKED = /sign-out|end-sessions|close$|revoke$|openapi/

describe('what strangers and broken programs may send', () => {
  it(
    '[I9] to no route makes the hub fail or tell about itself, and costs no memory',
    { timeout: TAKES_MS },
    async () => {
      const before = process.memoryUsage().rss
      expect(routes.length).toBeGreaterThan(60)
      for (const [declared, operation] of routes.filter(([name]) => !NOT_ASKED.test(name))) {
        const [verb = '', path = ''] = declared.split(' ')
        const method = verb.toUpperCase()
        const schema = operation.requestBody?.content['application/json']?.schema
        const fine = plausible(schema, described.components.schemas)
        const queries = (operation.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name)
        await fc.assert(
          fc.asyncProperty(
            hostile,
            fc.nat(Math.max(0, places(fine) - 1)),
            fc.constantFrom('body', 'field', 'path', 'query', 'raw'),
            async (value, nth, where) => {
              const text = encodeURIComponent(
                (typeof value === 'string' ? value : JSON.stringify(value))
                  .slice(0, 4000)
                  .replace(/\p{Surrogate}/gu, '%'),
              )
              const id = where === 'path' && text !== '' && !/^\.*$/.test(text) ? text : NO_ID
              const address = path.replaceAll(/\{\w+\}/g, id)
              const query = where === 'query' ? `?${queries.map((name) => `${name}=${text}`).join('&')}` : ''
              const body = where === 'body' ? value : where === 'field' ? replaced(fine, nth, value) : fine
              await isHarmless(method, address + query, body, where === 'raw' ? '{"a": [1, "\\ud800' : undefined)
            },
          ),
          { ...randomRuns(OF_EACH_ROUTE) },
        )
      }
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY_BYTES)
    },
  )

  it('[I9] to no command, over either way', { timeout: TAKES_MS }, async () => {
    const socket = new WebSocket(`${team.hub.url.replace('http', 'ws')}/sync`, [
      'otklik.sync',
      team.administrator.token,
    ])
    const closes: number[] = []
    const outcomes = new Set<string>()
    socket.on('close', (code) => closes.push(code))
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as { type: string; id: string }
      if (frame.type === 'outcome') outcomes.add(frame.id)
    })
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(
      JSON.stringify({ type: 'hello', protocol: SYNC_PROTOCOL, feedId: null, cursor: 0, deskId: randomUUID() }),
    )
    for (const name of Object.keys(commands) as CommandName[]) {
      const schema = z.toJSONSchema(commands[name], { unrepresentable: 'any' }) as Schema
      const fine = plausible(schema)
      await fc.assert(
        fc.asyncProperty(hostile, fc.nat(Math.max(0, places(fine) - 1)), fc.boolean(), async (value, nth, isWhole) => {
          const args = isWhole ? value : replaced(fine, nth, value)
          const command = { id: team.hub.newId(), name, args }
          await isHarmless('POST', '/api/commands', command)
        }),
        { ...randomRuns(OF_EACH_COMMAND) },
      )
      for (const text of ['слово', ...STRINGS.filter(({ length }) => length < 1000)])
        for (let nth = 0; nth < places(fine); nth += 1) {
          const command = { id: team.hub.newId<string>(), name, args: replaced(fine, nth, text) }
          if (!commandEnvelope.safeParse(command).success || closes.length > 0) continue
          socket.send(JSON.stringify({ type: 'command', command }))
          while (!outcomes.has(command.id) && closes.length === 0) await new Promise((resolve) => setImmediate(resolve))
        }
    }
    // Nothing that the contract lets through cut the desk off.
    expect(closes).toEqual([])
    expect(outcomes.size).toBeGreaterThan(10)
    socket.close()
  })

  it('[I9] as a body that is too large is refused before it is read, also to somebody who has not signed in', async () => {
    const body = JSON.stringify({ login: 'я'.repeat(6 * MEGABYTE), password: 'x', device: 'x' })
    for (const path of ['/api/auth/sign-in', '/api/auth/invitations/look-up', '/api/commands']) {
      const answer = await team.hub.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      expect([path, [401, 413].includes(answer.status)]).toEqual([path, true])
    }
  })

  it('[I9] over a socket ends that socket and nothing else', { timeout: TAKES_MS }, async () => {
    const frames = [
      Buffer.from([0, 255, 1]),
      '{',
      '[]',
      'null',
      '"x"',
      '{"type":"__proto__"}',
      '{"type":"drafts","offers":{"length":{"toString":1}}}',
      '{"type":"offer","sdp":{"length":{"toString":1}}}',
      '{"type":"replay","atMs":{"length":{"toString":1}},"speed":1}',
      'x'.repeat(9 * MEGABYTE),
    ]
    for (const [path, protocol] of [
      ['/sync', 'otklik.sync'],
      ['/wall', 'otklik.wall'],
      ['/visitor-calls', 'otklik.visitor-calls'],
    ] as const) {
      for (const frame of frames) {
        const socket = new WebSocket(team.hub.url.replace('http', 'ws') + path, [protocol, team.administrator.token])
        const code = await new Promise<number>((resolve) => {
          socket.once('error', () => undefined)
          socket.once('open', () => {
            socket.send(frame)
            socket.ping()
          })
          socket.once('pong', () => {
            socket.close(1000)
          })
          socket.once('close', resolve)
        })
        expect(code).not.toBe(1011)
      }
    }
    expect((await team.ask('GET', '/api/auth/me', team.administrator)).status).toBe(200)
  })

  it('[M15] as a file comes back as bytes to save, under a name that leads nowhere', async () => {
    const tricks = [
      '../../etc/passwd',
      'C:\\windows\\system32\\a.exe',
      'a\0.png',
      '.',
      'нет/да',
      `${'я'.repeat(500)}.html`,
    ]
    const bodies = [
      '<script>alert(1)</script>',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
      'PK\x03\x04zip',
      '%PDF-1.7',
    ]
    for (const [nth, name] of tricks.entries()) {
      const id = team.hub.newId<string>()
      const kept = await team.hub.request(`/api/uploads/${id}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${team.administrator.token}`,
          'content-type': 'image/png',
          'x-file-name': encodeURIComponent(name),
        },
        body: bodies[nth % bodies.length] ?? '',
      })
      expect([name.slice(0, 20), kept.status < 500]).toEqual([name.slice(0, 20), true])
      if (kept.status !== 200) continue
      const answer = await fetch(`${team.hub.url}/files/${id}`, {
        headers: { authorization: `Bearer ${team.administrator.token}` },
      })
      const { headers } = answer
      await answer.arrayBuffer()
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[^/\\]+$/)
      expect(headers.get('content-disposition')).not.toMatch(/%2F|%5C|%00/i)
      expect(headers.get('content-type')).toBe('application/octet-stream')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain('sandbox')
    }
  })

  it('[I9] as words is kept and given back as it is', async () => {
    const person = await team.person('agent', '<b>Анна</b>')
    const again = signedInOf(await team.signIn(person.login))
    expect(again.agent.name).toBe('<b>Анна</b>')
    const id = team.hub.newId<string>()
    const name = `'; drop table teams; -- <img src=x onerror=alert(1)>`
    expect(
      (await team.ask('PUT', `/api/administration/teams/${id}`, team.administrator, { name })).status,
    ).toBeLessThan(300)
    const { body } = await team.ask('GET', '/api/administration', team.administrator)
    expect(JSON.stringify(body)).toContain(JSON.stringify(name).slice(1, -1))
  })
})
