import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { auditCheckReply, auditReply, type AuditEntry } from '#shared/contract/audit'
import type { SignedIn } from '#shared/contract/accounts'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { Store } from '../store/store'
import { dumpTables } from '../store/testing/dump-tables'
import { runStatement } from '../store/testing/run-statement'
import { TestDesk } from '../testing/desk'
import { PASSWORD, signedInOf, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'
import { textMessage } from '../testing/test-hub'

/** Each of them would be found by a search through everything. */
const TRACES = [
  'Рудольфова',
  'evelina@rudolf.example',
  'person1@example.ru',
  'ноутбук Эвелины',
  '203.0.113.77',
  'subject-of-evelina',
  'недописанное',
] as const
const EVELINA = 'Рудольфова Эвелина'
const LOGIN = 'evelina@rudolf.example'
vi.setConfig({ testTimeout: 2 * PREPARING_MS })

/** More than one step. */
const SIGN_INS = 1_200
const AT_ONCE = 400

let team: Team

beforeEach(async () => {
  team = await Team.open({ database: null })
}, PREPARING_MS)
afterEach(() => team.stop())

const boss = (method: string, path: string, body?: unknown) => team.ask(method, path, team.administrator, body)
const close = (id: AgentId) => boss('POST', `/api/accounts/${id}/close`)
const erase = (id: AgentId, confirm: string, language: 'ru' | 'en' = 'ru') =>
  boss('POST', `/api/accounts/${id}/erase`, { confirm, language })

async function command(by: SignedIn, name: string, args: object): Promise<void> {
  const done = await team.ask('POST', '/api/commands', by, { id: team.hub.newId(), name, args })
  expect(done.body).toEqual({ refusal: null })
}

async function chat(id: ChatId) {
  return (await boss('GET', `/api/chats/${id}`)).body['chat'] as {
    readonly case: { readonly id: string; readonly state: { readonly kind: string }; readonly pins: readonly unknown[] }
  }
}

async function clientWrites(): Promise<ChatId> {
  await boss('POST', '/api/channels', {
    ...{ kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' },
  })
  const said = ingestedMessage('a', 'in-1', { kind: 'text', text: 'Здравствуйте' }, { atMs: Date.now() })
  await team.hub.drivers.at(-1)?.host.ingest({ chats: [ingestedChat('a')], messages: [said] })
  const desk = await TestDesk.open(team.hub.url, team.administrator.token)
  desk.hello()
  await desk.caughtUp()
  const found = await desk.until(() => desk.changes.find(({ entity, row }) => entity === 'chat' && row !== null))
  desk.close()
  return found.id as ChatId
}

/** With the hub away, as whoever has the database. Answers what stands there then. */
async function meanwhile(work: (store: Store) => Promise<void>): Promise<ReadonlyMap<string, string>> {
  let dump: ReadonlyMap<string, string> = new Map()
  team.hub = await team.hub.restart(async () => {
    const store = await Store.open({ dataFolder: team.hub.folder.path, templateFile: null }, systemClock, silentLogger)
    await work(store)
    await store.close()
    dump = await dumpTables(team.hub.folder)
  })
  return dump
}

const found = (dump: ReadonlyMap<string, string>) =>
  [...dump].flatMap(([table, said]) =>
    TRACES.filter((trace) => said.includes(trace)).map((trace) => `${table}: ${trace}`),
  )

async function audited(agentId: AgentId): Promise<readonly AuditEntry[]> {
  return auditReply.parse((await boss('GET', `/api/audit?agentId=${agentId}&limit=500`)).body).entries
}

/** Everything that a colleague can leave behind here. */
async function evelina() {
  const chatId = await clientWrites()
  const her = await team.person('agent', EVELINA)
  const id = her.agent.id
  expect((await boss('PUT', `/api/accounts/${id}/login`, { login: LOGIN })).status).toBe(204)
  const second = await team.signIn(LOGIN, PASSWORD, { device: 'ноутбук Эвелины' }, '203.0.113.77')
  expect(second.status).toBe(200)
  expect((await team.signIn(LOGIN, 'не тот', {}, '203.0.113.77')).status).toBe(401)
  const caseId = (await chat(chatId)).case.id
  await command(her, 'claimCase', { caseId })
  await command(her, 'pinCase', { caseId, isPinned: true })
  await command(her, 'sendMessage', textMessage(chatId, team.hub.newId<MessageId>(), 'Ответ от компании'))
  await team.hub.hub.settled()
  const wish = { login: LOGIN, name: EVELINA, role: 'agent', teamIds: [], agentId: id }
  await team.invite(wish)
  const dump = await meanwhile(async (store) => {
    const statements = [
      `insert into account_identities values ('https://id.example', 'subject-of-evelina', '${id}', 1)`,
      `insert into recovery_codes values ('${id}', 'code')`,
      `insert into drafts (agent_id, chat_id, version, text, is_note, changed_at_ms)
         values ('${id}', '${chatId}', 1, 'недописанное', false, 1)`,
      `insert into account_events (id, at_ms, kind, subject_id, address)
         values ('${id}', 1, 'signedIn', '${id}', '203.0.113.77')`,
      `insert into mango_connection (api_url, api_key, api_salt, people, employees, since_ms, compared_to_ms) values
         ('http://127.0.0.1:9', 'x', 'x', '{"101": "${id}", "102": "${team.administrator.agent.id}"}',
          '[{"extension": "101", "name": "Э. Рудольфова"}, {"extension": "102", "name": "Ольга"}]', 1, 1)`,
      `insert into calls (id, chat_id, direction, number, outcome, started_at_ms, duration_ms, is_seen, answered_by)
         values ('${id}', '${chatId}', 'incoming', '+79260000000', 'answered', 1, 1, true, 'Э. Рудольфова'),
           (gen_random_uuid(), '${chatId}', 'incoming', '+79260000000', 'answered', 1, 1, true, 'Ольга')`,
      `insert into report_plans values
         ('00000000-0000-7000-8000-000000000001', '${id}', '{"name": "a", "receivers": ["${LOGIN}"]}', false, null, null, 1),
         ('00000000-0000-7000-8000-000000000002', '${team.administrator.agent.id}',
          '{"name": "b", "period": "yesterday", "grouping": "day", "file": "none", "weekdays": [1], "atMin": 0,
            "receivers": ["${LOGIN}", "boss@example.ru"], "language": "ru"}', false, null, null, 1)`,
      `insert into report_letters (plan_id, run, receiver, at_ms, state)
         values ('00000000-0000-7000-8000-000000000002', 'r', '${LOGIN}', 1, 'sent')`,
    ]
    for (const statement of statements) await runStatement(store, statement)
  })
  return { her, chatId, dump }
}

it('[C9] a former colleague is in no table any more; what was said and done stays under a name that tells people apart', async () => {
  const { her, chatId, dump: dumpBefore } = await evelina()
  const before = found(dumpBefore)
  for (const trace of TRACES) expect(before.some((line) => line.endsWith(trace))).toBe(true)

  const id = her.agent.id
  const desk = await TestDesk.open(team.hub.url, her.token)
  desk.hello()
  await desk.caughtUp()
  expect((await close(id)).status).toBe(204)
  expect(await erase(id, ' рудольфова  эвелина ')).toMatchObject({ status: 200, body: { name: 'Бывший сотрудник 1' } })
  expect(await desk.until(({ closed }) => closed)).toMatchObject({ reason: 'accountClosed' })
  // A desk that was away hears of it, too, and empties itself.
  expect((await team.ask('GET', '/api/auth/me', her)).body).toMatchObject({ reason: 'accountClosed' })
  expect((await team.signIn(LOGIN)).body).toMatchObject({ error: 'wrongCredentials' })
  await team.hub.hub.settled()
  expect((await chat(chatId)).case).toMatchObject({ state: { kind: 'queued' }, pins: [] })
  const said = (await boss('GET', `/api/chats/${chatId}/messages?limit=200`)).body['messages']
  expect(said).toContainEqual(
    expect.objectContaining({
      author: { kind: 'agent', agentId: id },
      content: { kind: 'text', text: 'Ответ от компании' },
    }),
  )
  await vi.waitFor(async () => {
    expect((await audited(id)).filter(({ personal }) => personal !== null)).toEqual([])
  })
  expect((await audited(id))[0]).toMatchObject({
    ...{ kind: 'colleagueErased', actorId: team.administrator.agent.id, subjectId: id, about: { number: 1 } },
  })

  const dump = await meanwhile(async () => undefined)
  expect(found(dump)).toEqual([])
  expect(dump.get('agents')).toContain('Бывший сотрудник 1')
  expect(dump.get('calls')).toContain('"answered_by": "Бывший сотрудник 1"')
  expect(dump.get('calls')).toContain('"answered_by": "Ольга"')
  expect(dump.get('mango_connection')).toContain(team.administrator.agent.id)
  expect(dump.get('mango_connection')).not.toContain(id)
  expect(dump.get('report_plans')).toContain('["boss@example.ru"]')
  expect(dump.get('report_plans')?.split('\n')).toHaveLength(1)
  await vi.waitFor(async () => {
    expect(auditCheckReply.parse((await boss('POST', '/api/audit/check')).body).flaw).toBeNull()
  })
})

it('[C9] asked again nothing more is done; the next one has the next number, in the language that was asked for', async () => {
  const [anna, boris] = [await team.person('agent', 'Анна'), await team.person('supervisor', 'Борис')]
  await close(anna.agent.id)
  await close(boris.agent.id)
  // Both at once.
  const names = await Promise.all([erase(anna.agent.id, 'Анна'), erase(boris.agent.id, 'Борис', 'en')])
  expect(names.map(({ status }) => status)).toEqual([200, 200])
  expect(names.map(({ body }) => String(body['name']).replace(/\D/g, '')).toSorted()).toEqual(['1', '2'])
  expect(names[1].body['name']).toMatch(/^Former colleague [12]$/)
  expect((await erase(anna.agent.id, 'что угодно')).body).toEqual(names[0].body)
  expect((await audited(anna.agent.id)).filter(({ kind }) => kind === 'colleagueErased')).toHaveLength(1)
  const { people } = (await boss('GET', '/api/accounts')).body as { people: { agentId: AgentId }[] }
  expect(people.map(({ agentId }) => agentId)).toEqual([team.administrator.agent.id])
})

it('[C9] nobody brings an erased colleague back, and their address may be a new person’s', async () => {
  const anna = await team.person('agent', 'Анна')
  const id = anna.agent.id
  await close(id)
  await erase(id, 'Анна')
  const words = { name: 'Анна', role: 'agent', teamIds: [], capacity: null }
  expect(await boss('PUT', `/api/administration/agents/${id}`, words)).toMatchObject({
    ...{ status: 404, body: { error: 'unknownAgent' } },
  })
  expect((await boss('POST', `/api/accounts/${id}/open`)).status).toBe(404)
  const wish = { login: anna.login, name: 'Анна', role: 'agent', teamIds: [] }
  expect((await boss('POST', '/api/invitations', { ...wish, agentId: id })).status).toBe(404)
  const { code } = await team.invite(wish)
  expect(signedInOf(await team.accept({ code, name: 'Анна', password: PASSWORD })).agent.id).not.toBe(id)
})

it('[C9] whoever works here, asks for themselves or is not named as asked is not erased', async () => {
  const own = team.administrator.agent.id
  const refusal = async (id: AgentId, confirm: string) => {
    const { status, body } = await erase(id, confirm)
    return [status, body['error']]
  }
  expect(await refusal(own, 'Ольга')).toEqual([409, 'lastAdministrator'])
  const other = await team.person('administrator', 'Вера')
  expect(await refusal(own, 'Ольга')).toEqual([409, 'yourself'])
  expect(await refusal(other.agent.id, 'Вера')).toEqual([409, 'notClosed'])
  expect(await refusal(team.hub.newId<AgentId>(), 'Вера')).toEqual([404, 'unknownAgent'])
  await close(other.agent.id)
  expect(await refusal(other.agent.id, 'Верочка')).toEqual([409, 'wrongConfirmation'])
  expect((await erase(other.agent.id, '')).body).toMatchObject({ error: 'wrongConfirmation' })
  expect((await boss('POST', `/api/accounts/${other.agent.id}/open`)).status).toBe(204)
  expect((await team.signIn(other.login)).status).toBe(200)
})

it('[C9] goes to its end although the hub ended in the middle of what the audit says of them', async () => {
  const anna = await team.person('agent', 'Анна')
  const id = anna.agent.id
  await close(id)
  await meanwhile((store) =>
    runStatement(
      store,
      `insert into audit_log (id, at_ms, kind, subject_id, about, personal, personal_hash, tag)
        select gen_random_uuid(), n, 'signedIn', '${id}', '{}', '{"address": "203.0.113.77"}', 'x', 'x'
        from generate_series(1, ${String(SIGN_INS)}) n`,
    ),
  )
  expect((await erase(id, 'Анна')).status).toBe(200)
  // Between two of its transactions, wherever it is.
  team.hub = await team.hub.restart()
  for (let fromMs = 1; fromMs <= SIGN_INS; fromMs += AT_ONCE)
    await vi.waitFor(async () => {
      const path = `/api/audit?agentId=${id}&kind=signedIn&fromMs=${fromMs}&untilMs=${fromMs + AT_ONCE}&limit=${AT_ONCE}`
      const { entries } = auditReply.parse((await boss('GET', path)).body)
      expect(entries.map(({ personal }) => personal)).toEqual(Array.from({ length: AT_ONCE }, () => null))
    }, 20_000)
})
