import type { Queries } from './database'
import type { Read } from './store'

const made = new WeakMap<Queries, Map<string, unknown>>()

/**
 * A query that is asked with every message: put into words once for each connection and not each time, which costs the
 * hub as much as the asking. `name` is its own; what changes from time to time are placeholders in it.
 */
export function prepared<Query>({ db }: Pick<Read, 'db'>, name: string, make: (db: Queries) => Query): Query {
  const known = made.get(db) ?? new Map<string, unknown>()
  made.set(db, known)
  if (!known.has(name)) known.set(name, make(db))
  // Each name has one query.
  return known.get(name) as Query
}
