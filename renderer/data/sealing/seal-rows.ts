import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from 'dexie'

import { CLEAR_FIELDS } from './clear-fields'
import type { RowVault, SealedRow } from './row-vault'

/** Below all that Dexie does by itself: everything above sees rows as they were written. */
const NEXT_TO_THE_DISK = -2

/** Every row that goes to the disk is sealed, every one that comes from there is opened. */
export function sealRows(vault: RowVault): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'sealRows',
    level: NEXT_TO_THE_DISK,
    create: (core) => {
      for (const table of core.schema.tables) refuseOpenIndexes(table)
      return { ...core, table: (name) => sealedTable(core.table(name), vault) }
    },
  }
}

function sealedTable(table: DBCoreTable, vault: RowVault): DBCoreTable {
  const { name } = table
  const open = (stored: unknown): unknown =>
    stored === undefined || stored === null ? stored : vault.open(name, stored as SealedRow)
  return {
    ...table,
    mutate: (request) =>
      table.mutate(
        request.type === 'add' || request.type === 'put'
          ? { ...request, values: request.values.map((row: object) => vault.seal(name, { ...row })) }
          : request,
      ),
    get: (request) => table.get(request).then(open),
    getMany: (request) => table.getMany(request).then((rows) => rows.map(open)),
    query: (request) =>
      table
        .query(request)
        .then((found) => (request.values === true ? { ...found, result: found.result.map(open) } : found)),
    openCursor: (request) =>
      table
        .openCursor(request)
        .then((cursor) => (cursor && request.values === true ? openedCursor(cursor, open) : cursor)),
  }
}

/** The same cursor, as Dexie's own layers wrap one: what is not named here is asked of the one below. */
function openedCursor(cursor: DBCoreCursor, open: (stored: unknown) => unknown): DBCoreCursor {
  return Object.create(cursor, {
    continue: {
      value: (key?: unknown) => {
        cursor.continue(key)
      },
    },
    continuePrimaryKey: {
      value: (key: unknown, primaryKey: unknown) => {
        cursor.continuePrimaryKey(key, primaryKey)
      },
    },
    key: { get: () => cursor.key as unknown },
    primaryKey: { get: () => cursor.primaryKey as unknown },
    value: { get: () => open(cursor.value) },
  }) as DBCoreCursor
}

/** A field with an index lies open on the disk; whoever adds one has to say that nothing personal stands in it. */
function refuseOpenIndexes({ name, primaryKey, indexes }: DBCore['schema']['tables'][number]): void {
  const clear = CLEAR_FIELDS[name] ?? []
  const fields = [primaryKey, ...indexes].flatMap(({ keyPath }) => keyPath ?? [])
  const unknown = fields.filter((field) => !clear.includes(field))
  if (unknown.length > 0)
    throw new Error(`«${name}» has an index over ${unknown.join(', ')}, which an encrypted cache keeps sealed`)
}
