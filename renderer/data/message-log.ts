import type { DBCore, DBCoreMutateRequest, Middleware } from 'dexie'

import type { MessageId } from '#shared/domain/ids'

import type { MessageEntry, TextQueueEntry } from './rows'

const MESSAGES = 'messages'
const QUEUE = 'textQueue'

/**
 * Whoever writes messages, their ids stand in `textQueue` in the same transaction: the index of messages hears of every
 * change, also of those that were made while nobody kept it, and no writer has to think of it.
 */
export const messageLog: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'message-log',
  create: (core) => {
    // A schema that stops before version 7 has no such table.
    if (!core.schema.tables.some(({ name }) => name === QUEUE)) return core
    return {
      ...core,
      transaction: (stores, mode, options) =>
        core.transaction(mode === 'readwrite' && stores.includes(MESSAGES) ? withQueue(stores) : stores, mode, options),
      table: (name) => {
        const table = core.table(name)
        if (name !== MESSAGES) return table
        return {
          ...table,
          mutate: (request) => {
            const written = table.mutate(request)
            // An upgrade from a version before has no such table yet when it changes messages.
            if (!hasQueue(request)) return written
            const values: TextQueueEntry[] = [{ ids: idsOf(request) }]
            const noted = core.table(QUEUE).mutate({ type: 'add', trans: request.trans, values })
            // No `async`: after a promise of the language Dexie has lost its transaction, and it commits too early.
            return written.then((result) => noted.then(() => result))
          },
        }
      },
    }
  },
}

function withQueue(stores: string[]): string[] {
  return stores.includes(QUEUE) ? stores : [...stores, QUEUE]
}

function hasQueue({ trans }: DBCoreMutateRequest): boolean {
  // What Dexie calls its transaction is the browser's own.
  return (trans as unknown as IDBTransaction).objectStoreNames.contains(QUEUE)
}

function idsOf(request: DBCoreMutateRequest): readonly MessageId[] | null {
  switch (request.type) {
    case 'add':
    case 'put':
      return request.values.map(({ id }: MessageEntry) => id)
    case 'delete':
      return request.keys as MessageId[]
    case 'deleteRange':
      return null
  }
}
