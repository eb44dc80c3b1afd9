import type { ChatId, ClientId, CaseId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import type { Chat } from '#shared/domain/chat'

import type { ChatRow } from '../../../renderer/data/desk-data'
import { CacheRepository } from '../../../renderer/data/cache.repository'
import { DeskDatabase, MIGRATIONS } from '../../../renderer/data/database'
import { demoRows } from '../../../renderer/data/demo-rows'
import { PendingWishes, toChatEntry } from '../../../renderer/data/shown-rows'
import { ListReader } from '../../../renderer/sync/list-reader'
import { SearchHost } from '../../../renderer/sync/search-host'
import { generatePeople, type Person } from '../lib/people'
import { messageBench } from './message-bench'

const NAME = 'bench-search'
const PART = 2_000
/** As many as the first screen asks for. */
const LIMIT = 60
/** As many as the one box asks for. */
const CHATS = 12

/** Rows as large as the cache's own, with an index more: the surname as it is typed for the floor. */
const floorDb = new DeskDatabase({
  name: NAME,
  durability: 'relaxed',
  migrations: [...MIGRATIONS, { version: MIGRATIONS.length + 1, stores: { surnames: 'id, surname' } }],
})
const db = new DeskDatabase({ name: `${NAME}-desk`, durability: 'relaxed' })
const cache = new CacheRepository(db)

/** Fills both databases; people are written as in a cache that has followed a hub for long. */
async function fill(count: number): Promise<void> {
  const [demo] = demoRows(0, 1).chats
  if (!demo) throw new Error('There is no row to start from')
  const people = generatePeople(count)
  const wishes = new PendingWishes([])
  for (let at = 0; at < people.length; at += PART) {
    const part = people.slice(at, at + PART).map((person) => ({ person, row: toChat(demo, person) }))
    const entries = part.map(({ row }) => toChatEntry(row, wishes, null, null))
    await db.chats.bulkPut(entries)
    const floorRows = part.map(({ person }, index) => ({ ...entries[index], surname: person.lastName.toLowerCase() }))
    await floorDb.table('surnames').bulkPut(floorRows)
  }
}

function toChat(demo: Chat, person: Person): Chat {
  const id = String(person.index).padStart(12, '0')
  return {
    ...demo,
    id: `019b0000-0000-7000-8003-${id}` as ChatId,
    clientId: `019b0000-0000-7000-8004-${id}` as ClientId,
    clientName: person.firstName,
    clientPhone: `+7${person.phone}`,
    subject: null,
    card: null,
    response: {
      externalId: id,
      vacancy: { externalId: person.vacancy, title: person.vacancy, url: null },
      fullName: `${person.lastName} ${person.firstName} ${person.patronymic}`,
      position: null,
      phones: [`+7${person.phone}`],
      respondedAtMs: person.index,
      how: 'chat',
      stage: null,
      answers: [],
      resume: null,
    },
    case: { ...demo.case, id: `019b0000-0000-7000-8005-${id}` as CaseId, number: person.caseNumber },
    lastAtMs: person.index,
  }
}

async function readChats(typed: string): Promise<readonly ChatRow[]> {
  if (!reader) throw new Error('prepare() was not called')
  return (await reader.read({ filter: 'all', search: typed, limit: CHATS })).rows
}

let reader: ListReader | null = null

/** How long the index takes from the first question on. */
async function prepare(): Promise<number> {
  const beginMs = performance.now()
  await new Promise<void>((done) => {
    const host = new SearchHost({
      databaseName: `${NAME}-desk`,
      key: null,
      createWorker: () =>
        new Worker(new URL('../../../renderer/sync/search.worker.ts', import.meta.url), { type: 'module' }),
      clock: systemClock,
      logger: silentLogger,
      onIndexed: done,
    })
    reader = new ListReader(cache, host)
    void host.fetchOptions()
  })
  return performance.now() - beginMs
}

/** Typed → the rows of the first screen are read, as the desk does it. */
async function value(typed: string): Promise<{ readonly ms: number; readonly found: readonly number[] }> {
  if (!reader) throw new Error('prepare() was not called')
  const beginMs = performance.now()
  const { rows } = await reader.read({ filter: 'all', search: typed, limit: LIMIT })
  return { ms: performance.now() - beginMs, found: rows.map(({ id }) => Number(id.slice(-12))) }
}

/** The least that finds a person in this engine: rows by the beginning of an indexed surname that is typed exactly. */
async function floor(surname: string): Promise<number> {
  const beginMs = performance.now()
  const rows = await floorDb.table('surnames').where('surname').startsWith(surname).limit(LIMIT).toArray()
  if (rows.length === 0) throw new Error(`Nobody begins with ${surname}`)
  return performance.now() - beginMs
}

Object.assign(window, {
  bench: { fill, prepare, value, floor, ...messageBench(db, NAME, (typed) => readChats(typed)) },
})
