import Dexie, { type DBCore, type DBCoreMutateRequest, type DBCoreTable } from 'dexie'
import { expect, it } from 'vitest'

import { messageLog } from './message-log'

it('[O4] a write of messages is a promise of Dexie’s own, after which the transaction is still there', async () => {
  const written: DBCoreMutateRequest[] = []
  const table = (name: string) =>
    ({
      name,
      mutate: (request: DBCoreMutateRequest) => {
        written.push(request)
        return Dexie.Promise.resolve({ numFailures: 0, failures: {}, lastResult: undefined })
      },
    }) as unknown as DBCoreTable
  const core = { schema: { tables: [{ name: 'messages' }, { name: 'textQueue' }] }, table } as unknown as DBCore
  const trans = { objectStoreNames: { contains: () => true } } as unknown as DBCoreMutateRequest['trans']
  const asked = messageLog
    .create(core)
    .table?.('messages')
    .mutate({ type: 'delete', trans, keys: ['a', 'b'] })
  expect(asked).toBeInstanceOf(Dexie.Promise)
  await asked
  expect(written.slice(1)).toEqual([{ type: 'add', trans, values: [{ ids: ['a', 'b'] }] }])
})
