import { sql, type SQL } from 'drizzle-orm'

import type { Queries } from './database'
import type { Read } from './store'

/** Where among the keys: of `unnest(…) with ordinality as wanted (…, place)`, from 0. */
export const PLACE = sql<number>`wanted.place - 1`.mapWith(Number)

/**
 * Keys for a statement that stays planned, however many there are. Where PostgreSQL sees how many, a plan for these alone
 * always seems cheaper to it than one for any number, and it plans the statement anew each time (docs/adr/0087).
 */
export function listed(keys: Parameters<typeof sql>[1], type: 'uuid' | 'text' | 'bigint'): SQL {
  return sql`(select ${keys}::${sql.raw(type)}[])`
}

interface Batch<Key, Answer> {
  readonly keys: Key[]
  readonly answers: Promise<readonly Answer[]>
}

type Batches = Map<string, Batch<unknown, unknown>>
type Ask<Key, Answer> = (keys: readonly Key[]) => Promise<readonly Answer[]>

const ofTransactions = new WeakMap<Read, Batches>()
const ofConnections = new WeakMap<Queries, Batches>()

/**
 * What works that share a transaction ask or write in the same moment is one statement for all of them (docs/adr/0055).
 * `ask` answers each key in its place. Nothing is kept: asked again, it is another statement.
 */
export function askedTogether<Key, Answer>(view: Read, name: string, key: Key, ask: Ask<Key, Answer>): Promise<Answer> {
  return joined(batchesOf(ofTransactions, view), name, key, ask, afterThisTurn)
}

/** As `askedTogether`, of all who read outside of a transaction while what has arrived just now is worked through. */
export function readTogether<Key, Answer>(
  { db }: Read,
  name: string,
  key: Key,
  ask: Ask<Key, Answer>,
): Promise<Answer> {
  return joined(batchesOf(ofConnections, db), name, key, ask, afterWhatArrived)
}

function batchesOf<Holder extends object>(all: WeakMap<Holder, Batches>, holder: Holder): Batches {
  const batches = all.get(holder) ?? new Map<string, Batch<unknown, unknown>>()
  all.set(holder, batches)
  return batches
}

async function joined<Key, Answer>(
  batches: Batches,
  name: string,
  key: Key,
  ask: Ask<Key, Answer>,
  when: () => Promise<void>,
): Promise<Answer> {
  // Each name has one statement, and so one kind of keys and answers.
  let batch = batches.get(name) as Batch<Key, Answer> | undefined
  if (!batch) {
    const keys: Key[] = []
    const answers = when().then(() => {
      batches.delete(name)
      return ask(keys)
    })
    batch = { keys, answers }
    batches.set(name, batch)
  }
  const place = batch.keys.push(key) - 1
  const answers = await batch.answers
  if (answers.length !== batch.keys.length)
    throw new Error(`${name} was to answer ${String(batch.keys.length)} keys and answered ${String(answers.length)}.`)
  // As many as keys.
  return answers[place] as Answer
}

/** Once all who were answered just now have asked their next. */
function afterThisTurn(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve)
  })
}

function afterWhatArrived(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
