import { randomUUID } from 'node:crypto'

import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { systemClock, type Clock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { PREPARING_MS } from '../../testing/test-folder'
import { readFact, writeFact } from '../facts'
import { NewerDatabaseError } from '../migrate'
import { migrations } from '../migrations/list'
import { Store } from '../store'
import { startPostgres, type TestPostgres } from '../testing/postgres'

let server: TestPostgres
let url: string
const opened: Store[] = []
beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(() => server.remove())
beforeEach(async () => {
  url = await server.createDatabase()
  return async () => {
    for (const store of opened.splice(0)) await store.close()
  }
}, PREPARING_MS)

async function open(clock: Clock = systemClock): Promise<Store> {
  const store = await Store.open({ url, poolSize: 4 }, clock, silentLogger)
  opened.push(store)
  return store
}

const tick = () => new Promise((resolve) => systemClock.schedule(20, () => resolve(null)))

/** Waits for a fact that another process brings about. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await tick()
}

describe('several hubs on one PostgreSQL', () => {
  it('migrates once, however many start together, and refuses what a newer hub has changed', async () => {
    await Promise.all([open(), open(), open()])
    const name = new URL(url).pathname.slice(1)
    const ledger = await server.run('select number, name from migrations order by number', name)
    expect(ledger).toEqual(migrations.map(({ number, name }) => ({ number, name })))
    await server.run("insert into migrations values (9001, 'newer', 0)", name)
    await expect(open()).rejects.toBeInstanceOf(NewerDatabaseError)
  })

  it('lets nothing of two writers get lost: what one decided on stale facts is decided again', async () => {
    const [a, b] = await Promise.all([open(), open()])
    await a.write((tx) => writeFact(tx, 'port', '0'))
    const add = (store: Store) =>
      store.write(async (tx) => writeFact(tx, 'port', String(Number(await readFact(tx, 'port')) + 1)))
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index % 2 === 0 ? a : b)))
    expect(await a.read((view) => readFact(view, 'port'))).toBe('20')
  })

  it('a rule over two rows holds, though each writer changes another one', async () => {
    const [a, b] = await Promise.all([open(), open()])
    const count = sql<number>`(select count(*) from hub_facts where value = 'on')`.mapWith(Number)
    // Whoever finds the other off may go on: at most one is.
    const goOn = (store: Store, key: 'port' | 'demoHh') =>
      store.write(async (tx) => {
        const { rows } = await tx.db.execute<{ count: unknown }>(sql`select ${count} as count`)
        if (Number(rows[0]?.count) === 0) await writeFact(tx, key, 'on')
      })
    await Promise.all([goOn(a, 'port'), goOn(b, 'demoHh')])
    const facts = await a.read(async (view) => [await readFact(view, 'port'), await readFact(view, 'demoHh')])
    expect(facts.filter((value) => value === 'on')).toHaveLength(1)
  })

  it('every hub announces every change once, in the same order', async () => {
    const stores = await Promise.all([open(), open()])
    const heard = stores.map((store) => {
      const seqs: number[] = []
      store.committed.on((changes) => seqs.push(...changes.map(({ seq }) => seq)))
      return seqs
    })
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (stores[index % 2] as Store).write(async (tx) => {
          tx.changed('chat', randomUUID())
          tx.changed('message', randomUUID())
        }),
      ),
    )
    await until(() => heard.every((seqs) => seqs.length >= 80))
    expect(heard[0]).toEqual(heard[0]?.toSorted((x, y) => x - y))
    expect(new Set(heard[0]).size).toBe(80)
    expect(heard[1]).toEqual(heard[0])
  })

  it('hears of a change whose notice was lost with its connection', async () => {
    const [a, b] = await Promise.all([open(), open()])
    const missed = randomUUID()
    const heard: string[] = []
    b.committed.on((changes) => heard.push(...changes.map(({ id }) => id)))
    const presence: string[] = []
    for (const store of [a, b]) store.presence?.on((now) => presence.push(now))
    await server.run(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_try_adv%' and pid <> pg_backend_pid()",
    )
    // Nobody listens now.
    await until(() => presence.filter((now) => now === 'away').length === 2)
    await a.write(async (tx) => {
      tx.changed('chat', missed)
    })
    await until(() => heard.includes(missed))
    expect(heard).toEqual([missed])
  })

  it('a duty has one owner; it is taken over when that one goes, and let go with the connection', async () => {
    const [a, b] = await Promise.all([open(), open()])
    const told: string[] = []
    const holding = (name: string, store: Store) =>
      store.hold('letters', { taken: () => told.push(`${name} took`), lost: () => told.push(`${name} lost`) })
    holding('a', a)
    await until(() => told.length === 1)
    const ofB = holding('b', b)
    await server.run("select distinct pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
    await until(() => told.includes('a lost'))
    await until(() => told.length === 3)
    // Whoever is quicker has it; nobody before the other has let go.
    expect(told.slice(0, 2)).toEqual(['a took', 'a lost'])
    if (told[2] === 'b took') {
      ofB.dispose()
      await until(() => told.length === 4)
    }
    expect(told.at(-1)).toBe('a took')
  })

  it('one that ends in good order hands its duties over at once, not at the next look of another', async () => {
    const first = await open()
    const told: string[] = []
    const hold = (name: string, store: Store) =>
      store.hold('letters', { taken: () => told.push(name), lost: () => undefined })
    hold('first', first)
    await until(() => told.length === 1)
    // Its own looks never come: nobody moves its clock.
    const second = await open(new ManualClock())
    hold('second', second)
    await second.dutiesLooked()
    expect(told).toEqual(['first'])
    opened.splice(opened.indexOf(first), 1)
    await first.close()
    await until(() => told.length === 2)
    expect(told).toEqual(['first', 'second'])
  })
})

describe('PostgreSQL goes away', () => {
  it('says so, loses nothing, and goes on by itself', async () => {
    const store = await open()
    const presence: string[] = []
    store.presence?.on((now) => presence.push(now))
    let resumed = 0
    store.resumed.on(() => (resumed += 1))
    await store.write((tx) => writeFact(tx, 'feedId', 'kept'))
    await server.stop('immediately')
    await until(() => store.isAway)
    await expect(store.write((tx) => writeFact(tx, 'feedId', 'lost'))).rejects.toThrow()
    await server.start()
    await until(() => resumed === 1)
    expect([store.isAway, presence]).toEqual([false, ['away', 'back']])
    expect(await store.read((view) => readFact(view, 'feedId'))).toBe('kept')
    await store.write((tx) => writeFact(tx, 'feedId', 'again'))
    expect(await store.read((view) => readFact(view, 'feedId'))).toBe('again')
  })
})
