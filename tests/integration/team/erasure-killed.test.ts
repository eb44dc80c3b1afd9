import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

import { accountList, signedIn } from '#shared/contract/accounts'
import { auditCheckReply } from '#shared/contract/audit'
import { keptOfPerson } from '#shared/contract/personal-data'
import { sleep, systemClock } from '#shared/lib/clock'

import { buildHub, tokenKey, type BuiltHub } from '../../../hub/testing/built-hub'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { freePort, startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito'

const TAKES_MS = 240_000
/** Dozens of steps: whoever is killed is killed between two of them or within one. */
const MESSAGES = 20_000
const EVENTS = 20_000
const CLIENT = 'Рудольфова Эвелина'
const COLLEAGUE = { login: 'evelina@rudolf.example', name: 'Рудольфова Инна', password: 'снег идёт с утра' }
const ADDRESS = '203.0.113.77'
const TRACES = ['Рудольфова', 'тайный вопрос', COLLEAGUE.login, ADDRESS]

const folder = makeTestFolder()
const running: ChildProcess[] = []
let built: BuiltHub
let server: TestPostgres
let avito: AvitoSandbox

beforeAll(async () => {
  built = await buildHub()
  server = await startPostgres()
  avito = await startAvitoSandbox({ seed: 'empty' })
}, PREPARING_MS)
afterAll(async () => {
  await avito.stop()
  await server.remove()
  folder.remove()
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

interface Hub {
  readonly base: string
  kill(): Promise<void>
}

/** Hubs of one database, each a process of its own. */
class Team {
  private readonly data: string
  private readonly name: string
  private token = ''

  private constructor(private readonly url: string) {
    this.name = new URL(url).pathname.slice(1)
    this.data = join(folder.path, this.name)
    mkdirSync(this.data, { recursive: true })
  }

  static async open(): Promise<Team> {
    return new Team(await server.createDatabase())
  }

  async start(): Promise<Hub> {
    const port = await freePort()
    const base = `http://127.0.0.1:${String(port)}`
    const env = {
      DATABASE_URL: this.url,
      OTKLIK_TOKEN_KEY: tokenKey,
      OTKLIK_DATA_FOLDER: this.data,
      OTKLIK_PORT: String(port),
    }
    const entry = join(dirname(built.entry), 'team.cjs')
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    running.push(child)
    while ((await fetch(`${base}/health/ready`).catch(() => null))?.status !== 200) await sleep(systemClock, 50)
    return {
      base,
      async kill() {
        child.kill('SIGKILL')
        await once(child, 'exit')
      },
    }
  }

  async setUp(hub: Hub): Promise<void> {
    const code = readFileSync(join(this.data, 'set-up-code.txt'), 'utf8').trim()
    const words = { login: 'boss@example.ru', name: 'Ольга', password: 'зима пришла рано', device: 'проверка' }
    const accept = '/api/auth/invitations/accept'
    this.token = signedIn.parse(await this.ask(hub, 'POST', accept, { code, ...words })).token
  }

  async ask(hub: Hub, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(hub.base + path, { method, headers, ...sent })
    const said = await answer.text()
    if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}: ${said}`)
    return said === '' ? null : JSON.parse(said)
  }

  run(statement: string) {
    return server.run(statement, this.name)
  }

  /** How far the one erasure is. */
  async erasure(): Promise<{ readonly done: number; readonly isOver: boolean }> {
    const [row] = await this.run('select done, ended_at_ms is not null as "isOver" from erasures')
    return z.object({ done: z.number(), isOver: z.boolean() }).parse(row ?? { done: 0, isOver: false })
  }

  async untilErased(isFar: (now: { readonly done: number; readonly isOver: boolean }) => boolean): Promise<number> {
    for (;;) {
      const now = await this.erasure()
      if (isFar(now)) return now.done
      await sleep(systemClock, 10)
    }
  }

  /** Where anything of them is left: tables and files. */
  async traces(): Promise<readonly string[]> {
    const tables = await this.run("select tablename as name from pg_tables where schemaname = 'public'")
    const found: string[] = []
    for (const { name } of tables as unknown as readonly { readonly name: string }[])
      for (const trace of TRACES) {
        const [row] = await this.run(`select count(*)::int as count from "${name}" t where t::text like '%${trace}%'`)
        if (row?.['count'] !== 0) found.push(`${name}: ${trace}`)
      }
    for (const path of filesIn(this.data))
      for (const trace of TRACES) if (readFileSync(path).includes(trace)) found.push(`${path}: ${trace}`)
    return found
  }
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}

/** It is begun at one hub; that one is killed, then the one that goes on with it, and a third one ends it. */
async function killTwice(team: Team, hubs: readonly [Hub, Hub]): Promise<Hub> {
  await team.untilErased(({ done }) => done > 0)
  await hubs[0].kill()
  const first = await team.erasure()
  expect(first.isOver, 'killed in the middle').toBe(false)
  await team.untilErased(({ done }) => done > first.done)
  await hubs[1].kill()
  expect((await team.erasure()).isOver, 'killed in the middle once more').toBe(false)
  const last = await team.start()
  await team.untilErased(({ isOver }) => isOver)
  return last
}

async function expectWhole(team: Team, hub: Hub): Promise<void> {
  await expect.poll(() => team.traces(), { timeout: 60_000, interval: 500 }).toEqual([])
  // Rows are given their place in the chain within seconds.
  await expect
    .poll(async () => (await team.run('select count(*)::int as count from audit_log where seq is null'))[0], {
      timeout: 60_000,
    })
    .toEqual({ count: 0 })
  const check = auditCheckReply.parse(await team.ask(hub, 'POST', '/api/audit/check', {}))
  expect(check.flaw).toBeNull()
  expect(check.rows).toBeGreaterThan(0)
}

it(
  '[C9] the erasure of a client ends at another hub, however often hubs are killed at it',
  { timeout: TAKES_MS },
  async () => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'тайный вопрос' })
    const team = await Team.open()
    const hubs = await Promise.all([team.start(), team.start()] as const)
    await team.setUp(hubs[0])
    const { apiUrl, consentUrl, clientId, clientSecret } = avito
    const own = { kind: 'avito', mode: 'own', name: 'Авито', apiUrl, consentUrl, clientId, clientSecret }
    await team.ask(hubs[0], 'POST', '/api/channels', own)
    let chatId = ''
    while (chatId === '') {
      await sleep(systemClock, 100)
      chatId = z
        .string()
        .parse((await team.run(`select chat_id as id from messages where direction = 'in'`))[0]?.['id'] ?? '')
    }
    // A long acquaintance: as many more of what came.
    await team.run(`insert into messages
    select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'external_id', 'copy-' || n))).*
    from messages m, generate_series(1, ${String(MESSAGES)}) n where direction = 'in'`)
    expect(await team.traces()).not.toEqual([])

    const { confirm } = keptOfPerson.parse(await team.ask(hubs[0], 'GET', `/api/chats/${chatId}/person`))
    await team.ask(hubs[0], 'POST', `/api/chats/${chatId}/person/erase`, { confirm })
    const last = await killTwice(team, hubs)
    expect(await team.run('select count(*)::int as count from messages')).toEqual([{ count: 0 }])
    await expectWhole(team, last)
  },
)

it('[C9] so does that of a former colleague', { timeout: TAKES_MS }, async () => {
  const team = await Team.open()
  const hubs = await Promise.all([team.start(), team.start()] as const)
  await team.setUp(hubs[0])
  const { login, name, password } = COLLEAGUE
  const wish = { login, name, role: 'agent', teamIds: [] }
  const { code } = z.object({ code: z.string() }).parse(await team.ask(hubs[0], 'POST', '/api/invitations', wish))
  await team.ask(hubs[0], 'POST', '/api/auth/invitations/accept', { code, name, password, device: 'ноутбук' })
  const { people } = accountList.parse(await team.ask(hubs[0], 'GET', '/api/accounts'))
  const agentId = people.find((person) => person.name === name)?.agentId ?? ''
  await team.run(`insert into account_events (id, at_ms, kind, subject_id, address)
    select gen_random_uuid(), n, 'signedIn', '${agentId}', '${ADDRESS}' from generate_series(1, ${String(EVENTS)}) n`)
  await team.ask(hubs[0], 'POST', `/api/accounts/${agentId}/close`)

  await team.ask(hubs[0], 'POST', `/api/accounts/${agentId}/erase`, { confirm: name, language: 'ru' })
  const last = await killTwice(team, hubs)
  expect(await team.run('select count(*)::int as count from account_events where address is not null')).toEqual([
    { count: 0 },
  ])
  await expectWhole(team, last)
})
