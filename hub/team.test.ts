import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { signedIn } from '#shared/contract/accounts'
import { sleep, systemClock } from '#shared/lib/clock'

import { freePort, startPostgres, type TestPostgres } from './store/testing/postgres'
import { buildHub, tokenKey, type BuiltHub } from './testing/built-hub'
import { makeTestFolder, PREPARING_MS } from './testing/test-folder'

const TAKES_MS = 120_000
const HOUR_MS = 3_600_000
const SIMULATED = join(import.meta.dirname, '../tests/lib/hub-on-simulated-time.cjs')
const folder = makeTestFolder()
const running: ChildProcess[] = []
let built: BuiltHub
let server: TestPostgres

beforeAll(async () => {
  built = await buildHub()
  server = await startPostgres()
}, PREPARING_MS)
afterAll(async () => {
  await server.remove()
  folder.remove()
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

/** The built hub as IT starts it. */
function start(environment: Readonly<Record<string, string>>, through: readonly string[] = []) {
  const child = spawn(process.execPath, [...through, join(dirname(built.entry), 'team.cjs')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  const lines = () =>
    output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { child, exit, lines }
}

/** Of all hubs on this database. */
function dataFolderOf(url: string): string {
  return join(folder.path, new URL(url).pathname.slice(1))
}

/** `offMs`: by so much the clock of its computer is wrong. */
async function startTeamHub(url: string, offMs = 0) {
  const port = await freePort()
  const environment = {
    DATABASE_URL: url,
    OTKLIK_TOKEN_KEY: tokenKey,
    OTKLIK_DATA_FOLDER: dataFolderOf(url),
    OTKLIK_PORT: String(port),
  }
  const base = `http://127.0.0.1:${String(port)}`
  if (offMs === 0) return { ...start(environment), base }
  const time = join(folder.path, 'time')
  mkdirSync(time, { recursive: true })
  writeFileSync(join(time, 'offset'), String(offMs))
  return { ...start({ ...environment, OTKLIK_TEST_TIME: join(time, 'offset') }, [SIMULATED]), base }
}

/** Asks until it is answered so; a process that is starting refuses connections. */
async function untilAnswers(address: string, status: number, token = ''): Promise<unknown> {
  for (;;) {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } }).catch(() => null)
    if (answer?.status === status) return answer.json()
    await sleep(systemClock, 50)
  }
}

/** The first person of a hub comes in by the code that stands in its folder. Answers the token. */
async function setUp(base: string, url: string): Promise<string> {
  const code = readFileSync(join(dataFolderOf(url), 'set-up-code.txt'), 'utf8').trim()
  const words = { login: 'boss@example.ru', name: 'Ольга', password: 'зима пришла рано', device: 'проверка' }
  const answer = await fetch(`${base}/api/auth/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...words }),
  })
  return signedIn.parse(await answer.json()).token
}

function record(base: string, token: string, id: string, callId: string) {
  const call = {
    id: callId,
    chatId: null,
    direction: 'incoming',
    number: '101',
    name: null,
    outcome: 'missed',
    startedAtMs: 1,
    durationMs: 0,
    isSeen: false,
  }
  return fetch(`${base}/api/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, name: 'recordCall', args: call }),
  })
}

describe('the hub of a team', () => {
  it('says everything that is missing and ends', { timeout: TAKES_MS }, async () => {
    const { exit, lines } = start({ OTKLIK_PORT: 'eighty' })
    expect(await exit).toBe(78)
    const problems = lines().map(({ problem }) => String(problem).split(':')[0])
    expect(problems.toSorted()).toEqual(['DATABASE_URL', 'OTKLIK_DATA_FOLDER', 'OTKLIK_PORT', 'OTKLIK_TOKEN_KEY'])
  })

  it('a database that does not exist is no reason to wait', { timeout: TAKES_MS }, async () => {
    const url = new URL(await server.createDatabase())
    url.pathname = '/no_such_database'
    const { exit, lines } = await startTeamHub(url.href)
    expect(await exit).toBe(1)
    expect(lines().at(-1)).toMatchObject({ level: 'error', message: 'the hub cannot start' })
  })

  it(
    'waits for a PostgreSQL that is away, is ready once it is there, and ends in good order',
    {
      timeout: TAKES_MS,
    },
    async () => {
      const url = await server.createDatabase()
      await server.stop()
      const hub = await startTeamHub(url)
      expect(await untilAnswers(`${hub.base}/health/live`, 200)).toEqual({ status: 'alive' })
      expect(await untilAnswers(`${hub.base}/health/ready`, 503)).toMatchObject({ status: 'notReady' })
      expect((await fetch(`${hub.base}/api/channels`)).status).toBe(503)
      await server.start()
      expect(await untilAnswers(`${hub.base}/health/ready`, 200)).toEqual({ status: 'ready' })
      expect(await untilAnswers(`${hub.base}/api/channels`, 200, await setUp(hub.base, url))).toEqual({ channels: [] })
      hub.child.kill('SIGTERM')
      expect(await hub.exit).toBe(0)
      expect(hub.lines().at(-1)).toMatchObject({ message: 'hub has stopped' })
    },
  )

  it(
    'what one acknowledged before it was killed is at the other, and is not done twice',
    {
      timeout: TAKES_MS,
    },
    async () => {
      const url = await server.createDatabase()
      const [a, b] = await Promise.all([startTeamHub(url), startTeamHub(url)])
      await Promise.all([a, b].map(({ base }) => untilAnswers(`${base}/health/ready`, 200)))
      const [id, callId] = ['019b0000-0000-7000-8000-000000000001', '019b0000-0000-7000-8000-000000000002']
      const token = await setUp(a.base, url)
      expect(await (await record(a.base, token, id, callId)).json()).toEqual({ refusal: null })
      a.child.kill('SIGKILL')
      await a.exit
      expect(await (await record(b.base, token, id, callId)).json()).toEqual({ refusal: null })
      const name = new URL(url).pathname.slice(1)
      expect(await server.run('select id from calls', name)).toEqual([{ id: callId }])
    },
  )

  it.each([2 * HOUR_MS, -2 * HOUR_MS])(
    'works by PostgreSQL’s time where its own is off by %s ms',
    { timeout: TAKES_MS },
    async (offMs) => {
      const url = await server.createDatabase()
      const [a, b] = await Promise.all([startTeamHub(url), startTeamHub(url, offMs)])
      await Promise.all([a, b].map(({ base }) => untilAnswers(`${base}/health/ready`, 200)))
      const begunMs = Date.now()
      // Written down by the one whose clock is off.
      const token = await setUp(b.base, url)
      const { sessions } = (await untilAnswers(`${a.base}/api/auth/sessions`, 200, token)) as {
        sessions: { createdAtMs: number }[]
      }
      expect(Math.abs((sessions[0]?.createdAtMs ?? 0) - begunMs)).toBeLessThan(HOUR_MS)
      expect(b.lines().filter(({ message }) => String(message).includes('clock'))).toEqual([
        expect.objectContaining({ level: 'warn' }),
      ])
      expect(a.lines().filter(({ message }) => String(message).includes('clock'))).toEqual([])
    },
  )
})
