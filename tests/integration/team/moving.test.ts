// Whole: one move, there and back; each case needs a hub on both sides and what is to be compared of them.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ChatId, FileId, MessageId } from '../../../shared/domain/ids'
import { silentLogger } from '../../../shared/lib/logger'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { countOf } from '../../../shared/testing/test-run'
import { FakePlatform, ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { createDriver } from '../../../hub/channels/registry'
import { exportHub } from '../../../hub/moving/export-hub'
import { importHub } from '../../../hub/moving/import-hub'
import { callBack, MovedError } from '../../../hub/moving/moved-mark'
import { createSecretBox } from '../../../hub/secrets/secret-box'
import { migrations } from '../../../hub/store/migrations/list'
import { SEALED_COLUMNS } from '../../../hub/store/server/fill-database'
import { askEmbedded, type Ask } from '../../../hub/store/testing/ask-embedded'
import { startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { buildHub, type BuiltHub } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { PASSWORD, QUICK, setUpCode } from '../../../hub/testing/team'
import { makeTestFolder, PREPARING_MS, testTemplate, type TestFolder } from '../../../hub/testing/test-folder'
import { startTestHub, textMessage } from '../../../hub/testing/test-hub'
import { makeSiteRig } from '../site/rig'
import { TestVisitor } from '../site/visitor'

const PASSPHRASE = 'две сосны у дороги'
const HOUR_MS = 3_600_000
const KILLS = countOf({ share: 3, full: 30 })
const TAKES_MS = 180_000
const deskKey = Buffer.alloc(32, 1).toString('base64')
const teamKey = Buffer.alloc(32, 2).toString('base64')
let server: TestPostgres
const folders: TestFolder[] = []

beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(async () => {
  await server.remove()
  for (const folder of folders) folder.remove()
})

function newFolder(): TestFolder {
  const folder = makeTestFolder()
  folders.push(folder)
  return folder
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)

async function moveOut(dataFolder: string, clock = new ManualClock()) {
  const file = join(newFolder().path, 'otklik.move')
  const wish = { dataFolder, tokenKey: deskKey, templateFile: await testTemplate(), passphrase: PASSPHRASE, file }
  return { file, totals: await exportHub({ ...wish, appVersion: '0.0.0-test' }, clock, silentLogger) }
}

interface Arrival {
  readonly passphrase?: string
  readonly url?: string
  readonly dataFolder?: string
}
async function moveIn(file: string, { passphrase = PASSPHRASE, ...place }: Arrival = {}) {
  const databaseUrl = place.url ?? (await server.createDatabase())
  const dataFolder = place.dataFolder ?? newFolder().path
  const wish = { file, passphrase, databaseUrl, dataFolder, tokenKey: teamKey }
  return { databaseUrl, dataFolder, outcome: await importHub(wish, new ManualClock()) }
}

/** What holds by the key of the hub (hub/audit/resign.test.ts). */
const SIGNED_COLUMNS = [
  ['audit_log', 'tag'],
  ['audit_log', 'link'],
  ['audit_marks', 'tag'],
  ['audit_marks', 'link'],
] as const

/** Rows of a table as text, in an order of their own. */
async function contentOf(ask: Ask): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await ask("select tablename as name from pg_tables where schemaname = 'public' order by 1")
  const content: Record<string, readonly string[]> = {}
  for (const { name } of tables) {
    if (name === 'migrations') continue
    const sealed = [...SEALED_COLUMNS, ...SIGNED_COLUMNS].flatMap(([table, column]) => (table === name ? [column] : []))
    const own = name === 'hub_facts' ? "where key not in ('port', 'filesFolder', 'database')" : ''
    const shown = `to_jsonb(t) - array[${sealed.map((column) => `'${column}'`).join(', ')}]::text[]`
    const rows = await ask(`select (${shown})::text as row from "${String(name)}" t ${own} order by 1`)
    content[String(name)] = rows.map(({ row }) => String(row))
  }
  return content
}

async function secretsOf(ask: Ask, key: string): Promise<readonly (string | null)[]> {
  const box = createSecretBox(key)
  const found: (string | null)[] = []
  for (const [table, column] of SEALED_COLUMNS)
    for (const { sealed } of await ask(
      `select ${column} as sealed from ${table} where ${column} is not null order by 1`,
    ))
      found.push(box.open(String(sealed)))
  return found.toSorted()
}

async function withStore<T>(dataFolder: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  return askEmbedded(dataFolder, await testTemplate(), work)
}

const NASTY = `it''s «тест» \\ "кавычки" {a,NULL} \n\t <b>`
const VALUES: Readonly<Record<string, (nth: number) => string>> = {
  uuid: () => 'gen_random_uuid()',
  text: (nth) => `E'${NASTY.replaceAll('\\', '\\\\')}${String(nth)}'`,
  bigint: (nth) => String(9_007_199_254_740_993n + BigInt(nth)),
  integer: (nth) => String(nth),
  boolean: () => 'true',
  jsonb: (nth) => (nth % 2 === 0 ? `'null'` : `'{"a": [null, 1.50, "\\u044f\\n", {"b": 12345678901234567890}]}'`),
}

/** Fills what a test's own doings left empty: some rows of any content. Answers the tables that took none. */
async function fillTheRest(ask: Ask): Promise<readonly string[]> {
  const columns = await ask(
    `select c.table_name as "table", c.column_name as "column", c.data_type as type from information_schema.columns c
      where c.table_schema = 'public' and c.is_generated = 'NEVER' and c.is_identity = 'NO' order by c.ordinal_position`,
  )
  const rules = await ask(
    `select conrelid::regclass::text as "table", contype as kind, pg_get_constraintdef(oid) as rule,
      confrelid::regclass::text as "to" from pg_constraint where contype in ('c', 'f')`,
  )
  /** A word of those that the column takes, or a row that is there. */
  const demanded = (table: unknown, column: unknown): string | null => {
    for (const each of rules.filter((rule) => rule['table'] === table)) {
      const text = String(each['rule'])
      if (each['kind'] === 'f' && text.startsWith(`FOREIGN KEY (${String(column)})`)) {
        const key = /REFERENCES \w+\((\w+)\)/.exec(text)?.[1] ?? 'id'
        return `(select ${key} from ${String(each['to'])} limit 1)`
      }
      const word = new RegExp(`\\(*${String(column)} (?:=|= ANY).*?'(\\w+)'::text`).exec(text)?.[1]
      if (each['kind'] === 'c' && word !== undefined) return `'${word}'`
    }
    return null
  }
  const refused: string[] = []
  for (const table of new Set(columns.map((each) => String(each['table'])))) {
    if (table === 'migrations') continue
    const own = columns.filter((each) => each['table'] === table)
    const names = own.map(({ column }) => `"${String(column)}"`).join(', ')
    for (let nth = 0; nth < 2; nth += 1) {
      const values = own.map(({ type, column }) =>
        SEALED_COLUMNS.some((each) => each[0] === table && each[1] === column)
          ? `'${createSecretBox(deskKey).seal(`secret ${table}`)}'`
          : (demanded(table, column) ?? VALUES[String(type)]?.(nth) ?? 'default'),
      )
      await ask(`insert into "${table}" (${names}) values (${values.join(', ')})`).catch(() => refused.push(table))
    }
  }
  return refused
}

describe('a desk’s own hub moves to a team’s', () => {
  it(
    '[I9] takes every row of every table along, every number and every attachment',
    { timeout: TAKES_MS },
    async () => {
      const folder = newFolder()
      const clock = new ManualClock()
      const hub = await startTestHub({ clock, folder, tokenKey: deskKey, database: null })
      await hub.connect()
      await hub.drivers.at(-1)?.host.ingest({
        chats: [ingestedChat('a')],
        messages: [ingestedMessage('a', 'in-1', { kind: 'text', text: NASTY }, { atMs: clock.now() })],
      })
      for (let nth = 0; nth < 3; nth += 1) {
        const body = nth === 0 ? Buffer.alloc(3_000_000, 'ж') : `вложение ${String(nth)}`
        const put = await hub.request(`/api/uploads/${hub.newId<FileId>()}`, {
          method: 'PUT',
          headers: { 'content-type': 'text/plain' },
          body,
        })
        expect(put.status).toBe(200)
      }
      await hub.hub.stop()
      const before = await withStore(folder.path, async (ask) => {
        const refused = await fillTheRest(ask)
        const content = await contentOf(ask)
        const empty = Object.keys(content).filter((table) => content[table]?.length === 0)
        // Whatever stays empty is refused by a rule of its table, and nothing was forgotten here.
        expect(empty.filter((table) => !refused.includes(table))).toEqual([])
        expect(empty.length).toBeLessThan(Object.keys(content).length / 3)
        await ask('delete from passed_hooks')
        return { content: await contentOf(ask), secrets: await secretsOf(ask, deskKey) }
      })
      const { file, totals } = await moveOut(folder.path)
      const { databaseUrl, dataFolder, outcome } = await moveIn(file)
      expect(outcome).toEqual({ ok: true, value: totals })
      const ask: Ask = (statement) => server.run(statement, nameOf(databaseUrl))
      const after = await contentOf(ask)
      for (const table of Object.keys(before.content).filter((name) => !['agents', 'agent_statuses'].includes(name)))
        expect([table, after[table]]).toEqual([table, before.content[table]])
      expect(Object.keys(after)).toEqual(Object.keys(before.content))
      expect(before.secrets.length).toBeGreaterThan(5)
      expect(await secretsOf(ask, teamKey)).toEqual(before.secrets)
      // Nobody is at work at a hub that nobody has signed in to; who they are has come along.
      const people = (rows: readonly string[] = []) =>
        rows.map((row) => ({
          ...(JSON.parse(row) as Record<string, unknown>),
          status: null,
          status_since_ms: null,
          status_until_ms: null,
          talking_since_ms: null,
        }))
      expect(people(after['agents'])).toEqual(people(before.content['agents']))
      const atWork = "select 1 from agents where status <> 'offline' and not is_removed"
      expect(await ask(atWork)).toEqual([])
      // A number that was given out once is not given out again, also where its row is no more.
      const [hooks] = await ask(
        "select pg_sequence_last_value(pg_get_serial_sequence('passed_hooks', 'id')::regclass) as last",
      )
      expect(Number(hooks?.['last'])).toBeGreaterThan(0)
      const filesOf = (place: string) =>
        readdirSync(join(place, 'files'), { recursive: true, encoding: 'utf8' })
          .filter((name) => /[0-9a-f]{64}$/.test(name))
          .toSorted()
      expect(filesOf(dataFolder)).toEqual(filesOf(folder.path))
      for (const name of filesOf(dataFolder))
        expect(
          readFileSync(join(dataFolder, 'files', name)).equals(readFileSync(join(folder.path, 'files', name))),
        ).toBe(true)
      expect(readFileSync(file).includes(Buffer.from('вложение'))).toBe(false)
    },
  )

  it(
    '[M23] sends what waited and what was under way exactly once, and the old hub serves nobody any more',
    { timeout: TAKES_MS },
    async () => {
      const clock = new ManualClock()
      const platform = new FakePlatform(() => clock.now())
      const folder = newFolder()
      const own = await startTestHub({ clock, platform, folder, tokenKey: deskKey, database: null })
      const channel = await own.connect()
      const chats: ChatId[] = []
      for (const name of ['a', 'b', 'c']) {
        const message = ingestedMessage(
          name,
          `in-${name}`,
          { kind: 'text', text: 'Здравствуйте' },
          { atMs: clock.now() },
        )
        await own.drivers.at(-1)?.host.ingest({ chats: [ingestedChat(name)], messages: [message] })
      }
      const desk = await TestDesk.open(own.url)
      desk.hello()
      await desk.caughtUp()
      for (const { entity, id } of desk.changes)
        if (entity === 'chat' && !chats.includes(id as ChatId)) chats.push(id as ChatId)
      desk.close()
      expect(chats).toHaveLength(3)
      const [sent, lost, waiting] = chats as [ChatId, ChatId, ChatId]
      const say = (chatId: ChatId, text: string) =>
        own.command('sendMessage', textMessage(chatId, own.newId<MessageId>(), text, clock.now()))
      await say(sent, 'Добрый день')
      await own.hub.settled()
      // Taken by the platform, and the answer was lost; and one that the platform was too busy for.
      platform.faults.push({ kind: 'lostAnswer' })
      await say(lost, 'Вы приняты')
      await own.hub.settled()
      platform.faults.push({ kind: 'busy', retryAfterMs: HOUR_MS })
      await say(waiting, 'Ждём вас в пятницу')
      while (platform.faults.length > 0) await own.hub.settled()
      const textsOf = () => ['a', 'b', 'c'].flatMap((name) => platform.texts(name)).toSorted()
      expect(textsOf()).toEqual(['Вы приняты', 'Добрый день'])
      await own.hub.stop()

      const { file } = await moveOut(folder.path, clock)
      await expect(startTestHub({ clock, folder, tokenKey: deskKey, database: null })).rejects.toThrow(MovedError)
      const { databaseUrl, dataFolder, outcome } = await moveIn(file)
      expect(outcome.ok).toBe(true)
      const place = { ...newFolder(), path: dataFolder }
      const parts = { clock, platform, folder: place, tokenKey: teamKey, database: { url: databaseUrl } }
      const team = await startTestHub(parts)
      expect(await team.json('/api/channels')).toMatchObject({
        channels: [{ id: channel.id, health: { kind: 'receiving' } }],
      })
      for (let hour = 0; hour < 4; hour += 1) {
        clock.advance(HOUR_MS)
        await team.hub.settled()
      }
      expect(textsOf()).toEqual(['Вы приняты', 'Добрый день', 'Ждём вас в пятницу'])
      for (const chatId of chats)
        expect((await team.messages(chatId)).map(({ delivery }) => delivery?.state ?? null)).toEqual(['sent', null])

      // Whoever calls the old one back after all sends nothing a second time.
      callBack(folder.path)
      await team.hub.stop()
      const again = await startTestHub({ clock, platform, folder, tokenKey: deskKey, database: null })
      for (let hour = 0; hour < 4; hour += 1) {
        clock.advance(HOUR_MS)
        await again.hub.settled()
      }
      expect(textsOf()).toEqual(['Вы приняты', 'Добрый день', 'Ждём вас в пятницу'])
      await again.hub.stop()
    },
  )

  it(
    '[M23] lets visitors in with the keys that they have, and those who were spoken for become people',
    { timeout: TAKES_MS },
    async () => {
      const folder = newFolder()
      const site = await makeSiteRig(
        {},
        { folder: { ...folder, remove: () => undefined }, tokenKey: deskKey, database: null },
      )
      const visitor = await site.visitor()
      const conversationId = randomUUID()
      expect(await visitor.say('Есть ли место?', conversationId)).toBeNull()
      const put = { method: 'PUT', headers: { 'content-type': 'application/json' } }
      const colleague = site.hub.newId()
      const wish = { name: 'Анна', role: 'agent', teamIds: [], capacity: null }
      const added = await site.hub.request(`/api/administration/agents/${colleague}`, {
        ...put,
        body: JSON.stringify(wish),
      })
      expect(added.ok).toBe(true)
      const { key } = visitor
      await site.stop()
      const { file } = await moveOut(folder.path)
      const { databaseUrl, dataFolder } = await moveIn(file)
      const place = { ...newFolder(), path: dataFolder }
      const options = { accounts: QUICK, createDriver }
      const team = await startTestHub({ folder: place, tokenKey: teamKey, database: { url: databaseUrl }, options })
      const back = await TestVisitor.enter({ url: team.url, channelId: site.channel.id, key })
      expect(await back.history(conversationId)).toMatchObject([{ content: { text: 'Есть ли место?' } }])
      back.close()

      const post = async (path: string, body: unknown, token = '') => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
        const answer = await fetch(`${team.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
        return (await answer.json()) as Record<string, unknown> & {
          agent: { id: string; name: string }
          token: string
          code: string
        }
      }
      const accept = { password: PASSWORD, device: 'проверка' }
      const boss = await post('/api/auth/invitations/accept', {
        ...accept,
        code: setUpCode(team),
        login: 'boss@example.ru',
        name: 'Ольга',
      })
      const invited = await post(
        '/api/invitations',
        { login: 'anna@example.ru', name: 'Анна', role: 'agent', teamIds: [], agentId: colleague },
        boss.token,
      )
      const anna = await post('/api/auth/invitations/accept', { ...accept, code: invited.code, name: 'Анна' })
      expect(anna.agent.id).toBe(colleague)
      const agents = (await server.run('select id from agents', nameOf(databaseUrl))).map(({ id }) => id)
      expect(agents.toSorted()).toEqual([boss.agent.id, colleague].toSorted())
      await team.hub.stop()
    },
  )

  it('refuses clearly, and leaves nothing behind, what it cannot take over whole', { timeout: TAKES_MS }, async () => {
    const folder = newFolder()
    const own = await startTestHub({ folder, tokenKey: deskKey, database: null })
    await own.hub.stop()
    const { file } = await moveOut(folder.path)
    const whole = readFileSync(file)
    const variant = (bytes: Uint8Array) => {
      const path = join(newFolder().path, 'variant')
      writeFileSync(path, bytes)
      return path
    }
    const refusedFor = async (path: string, arrival: Arrival = {}) => {
      const { outcome, databaseUrl } = await moveIn(path, arrival)
      if (arrival.url === undefined)
        expect(await server.run("select 1 from pg_tables where schemaname = 'public'", nameOf(databaseUrl))).toEqual([])
      return outcome.ok ? 'taken' : outcome.error.kind
    }
    expect(await refusedFor(file, { passphrase: 'совсем не те слова' })).toBe('wrongPassphrase')
    expect(await refusedFor(variant(whole.subarray(0, whole.length - 1)))).toBe('damaged')
    expect(await refusedFor(variant(whole.subarray(0, 100)))).toBe('damaged')
    const flipped = Buffer.from(whole)
    flipped[whole.length - 200] = (flipped.at(whole.length - 200) ?? 0) ^ 1
    expect(await refusedFor(variant(flipped))).toBe('damaged')
    expect(await refusedFor(variant(Buffer.from('%PDF-1.7 не то')))).toBe('notOurs')
    // Another version's: its header says so, and its header's sum is right.
    expect(await refusedFor(await fileOf({ migrations: [...migrations.map(({ number }) => number), 99_999] }))).toBe(
      'newerHub',
    )
    const taken = await moveIn(file)
    expect(taken.outcome.ok).toBe(true)
    expect(await refusedFor(file, { url: taken.databaseUrl })).toBe('notEmpty')
  })
})

/** A whole and empty file that says this of itself. */
async function fileOf({ migrations: seen }: { readonly migrations: number[] }): Promise<string> {
  const { sealFile } = await import('../../../hub/moving/sealed-file')
  const path = join(newFolder().path, 'other')
  const chunks: Uint8Array[] = []
  const nothing = (async function* (): AsyncGenerator<Uint8Array> {})()
  for await (const chunk of sealFile({ appVersion: '99.0.0', madeAtMs: 1, migrations: seen }, PASSPHRASE, nothing))
    chunks.push(chunk)
  writeFileSync(path, Buffer.concat(chunks))
  return path
}

describe('the command of the team’s hub', () => {
  let built: BuiltHub
  beforeAll(async () => {
    built = await buildHub()
  }, PREPARING_MS)

  /** As IT does it; `killAfterMs`: as `kill -9` in the midst of it. */
  function command(file: string, url: string, dataFolder: string, killAfterMs?: number) {
    const secret = join(newFolder().path, 'passphrase')
    writeFileSync(secret, `${PASSPHRASE}\n`)
    const env = {
      DATABASE_URL: url,
      OTKLIK_TOKEN_KEY: teamKey,
      OTKLIK_DATA_FOLDER: dataFolder,
      OTKLIK_IMPORT_PASSPHRASE_FILE: secret,
    }
    return new Promise<{ readonly code: number | string | null | undefined; readonly output: string }>((resolve) => {
      const entry = join(dirname(built.entry), 'team.cjs')
      const options = { env, killSignal: 'SIGKILL' as const, timeout: killAfterMs ?? 0 }
      execFile(process.execPath, [entry, 'import', file], options, (error, output) => {
        resolve({ code: error ? error.code : 0, output })
      })
    })
  }

  it(
    '[I9] leaves an empty database or a whole one, whenever it is killed',
    { timeout: TAKES_MS + KILLS * 10_000 },
    async () => {
      const folder = newFolder()
      const own = await startTestHub({ folder, tokenKey: deskKey, database: null })
      await own.hub.stop()
      await withStore(folder.path, async (ask) => {
        await ask(
          `insert into call_remarks (call_id, agent_id, text, written_at_ms)
          select gen_random_uuid(), gen_random_uuid(), repeat('слова ', 50), n from generate_series(1, 5000) n`,
        )
      })
      const { file, totals } = await moveOut(folder.path)
      const first = await command(file, await server.createDatabase(), newFolder().path)
      expect(first).toMatchObject({ code: 0 })
      expect(first.output).toContain(`${String(totals.rows)} rows of ${String(totals.tables)} tables`)
      let whole = 0
      for (let nth = 0; nth < KILLS; nth += 1) {
        const url = await server.createDatabase()
        const place = newFolder().path
        const { code } = await command(file, url, place, 150 + (1500 * (nth + 1)) / (KILLS + 1))
        const tables = await server.run("select 1 from pg_tables where schemaname = 'public'", nameOf(url))
        if (code === 0 || tables.length > 0) {
          whole += 1
          const [row] = await server.run('select count(*)::int as n from call_remarks', nameOf(url))
          expect(row).toEqual({ n: 5000 })
        } else {
          expect(await command(file, url, place)).toMatchObject({ code: 0 })
        }
      }
      expect(whole).toBeLessThan(KILLS)
      const refused = await command(join(folder.path, 'nothing'), await server.createDatabase(), folder.path)
      expect(refused.code).toBe(64)
      expect(existsSync(join(folder.path, 'moved.json'))).toBe(true)
    },
  )
})
