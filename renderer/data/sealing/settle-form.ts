import Dexie from 'dexie'

import { forgetDesk } from '../cache-health'
import { DeskDatabase, databaseNameOf, type DatabaseOptions } from '../database'
import type { FormState, LostState } from '../rows'
import { carryOver } from './carry-over'
import type { Vaults } from './cache-key'
import { countUnreadable, openRaw } from './count-unreadable'
import type { SealedRow } from './row-vault'

/** How a cache is to lie on the disk. `key`: the one that main keeps for it; `null`: it keeps none that it can open. */
export type WantedForm =
  { readonly form: 'sealed'; readonly vaults: Vaults } | { readonly form: 'plain'; readonly vaults: Vaults | null }

export interface SettleOptions extends Pick<DatabaseOptions, 'indexedDb'> {
  readonly storage: Pick<Storage, 'removeItem' | 'setItem'>
}

/** Outside of the database: an open one of this name was deleted, and its words may still stand in the files. */
export const remnantsOf = (name: string): string => `otklik.remnants:${name}`

/**
 * Brings a cache into the wanted form before anybody opens it; nothing to do, almost always. What was written here is
 * carried over in one transaction of the new database, with a generation above the one of the old; only then is the old
 * one deleted. So the higher generation holds the truth wherever a kill has stopped this, and it can be done again.
 * What was sealed with a key that is gone is emptied, and its unsent answers are counted and named.
 */
export async function settleForm(name: string, wanted: WantedForm, options: SettleOptions): Promise<void> {
  const there = await databasesOf(options)
  const [hasPlain, hasSealed] = (['plain', 'sealed'] as const).map((form) => there.includes(databaseNameOf(name, form)))
  const sealed = hasSealed ? await lookAtSealed(name, wanted.vaults, options) : NOT_THERE
  if (wanted.form === 'sealed') await seal(name, wanted.vaults, hasPlain === true, sealed, options)
  else if (hasSealed) await unseal(name, wanted.vaults, hasPlain === true, sealed, options)
}

interface Sealed {
  /** Of the form row; 0: it was never begun. */
  readonly generation: number
  readonly state: 'absent' | 'readable' | 'unreadable'
}

const NOT_THERE: Sealed = { generation: 0, state: 'absent' }

async function seal(
  name: string,
  vaults: Vaults,
  hasPlain: boolean,
  sealed: Sealed,
  options: SettleOptions,
): Promise<void> {
  if (sealed.state === 'unreadable') await beginAnew(name, vaults, sealed, options)
  if (hasPlain) {
    const plain = open(name, null, options)
    try {
      const generation = await generationOf(plain)
      if (sealed.state === 'absent' || generation >= sealed.generation)
        await intoOther(plain, open(name, vaults, options), { generation: generation + 1, keyId: vaults.keyId })
    } finally {
      plain.close()
    }
    options.storage.setItem(remnantsOf(name), '1')
    await remove(name, 'plain', options)
  } else if (sealed.state === 'absent') {
    const db = open(name, vaults, options)
    try {
      await db.meta.put(formRow(1, vaults.keyId))
    } finally {
      db.close()
    }
  }
}

async function unseal(
  name: string,
  vaults: Vaults | null,
  hasPlain: boolean,
  sealed: Sealed,
  options: SettleOptions,
): Promise<void> {
  if (sealed.state !== 'absent') {
    const plain = open(name, null, options)
    try {
      const generation = hasPlain ? await generationOf(plain) : 0
      if (!hasPlain || sealed.generation >= generation) {
        if (sealed.state === 'readable' && vaults) {
          const from = open(name, vaults, options)
          try {
            await intoOther(from, plain, { generation: sealed.generation + 1, keyId: null })
          } finally {
            from.close()
          }
        } else await noteLost(name, plain, { generation: sealed.generation + 1, keyId: null }, options)
      }
    } finally {
      plain.close()
    }
  }
  await remove(name, 'sealed', options)
}

type Form = Pick<FormState, 'generation' | 'keyId'>

async function intoOther(from: DeskDatabase, to: DeskDatabase, form: Form): Promise<void> {
  try {
    await carryOver(from, to, formRow(form.generation, form.keyId))
  } finally {
    to.close()
  }
}

/** The same database goes on with another key; one transaction, so that what is lost is known as soon as it is gone. */
async function beginAnew(name: string, vaults: Vaults, sealed: Sealed, options: SettleOptions): Promise<void> {
  const lost = await readLost(name, options)
  const db = open(name, vaults, options)
  try {
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) await table.clear()
      await db.meta.bulkPut([formRow(sealed.generation, vaults.keyId), lost])
    })
  } finally {
    db.close()
  }
  forgetDesk(options.storage, databaseNameOf(name, 'sealed'))
}

async function noteLost(name: string, plain: DeskDatabase, form: Form, options: SettleOptions): Promise<void> {
  const lost = await readLost(name, options)
  await plain.transaction('rw', plain.meta, () => plain.meta.bulkPut([formRow(form.generation, form.keyId), lost]))
}

async function readLost(name: string, options: SettleOptions): Promise<LostState> {
  const raw = await openRaw(name, options.indexedDb)
  try {
    return await countUnreadable(raw)
  } finally {
    raw.close()
  }
}

/** Without a key: the form stands in the open, and its box says whether the key fits. */
async function lookAtSealed(name: string, vaults: Vaults | null, options: SettleOptions): Promise<Sealed> {
  const raw = await openRaw(name, options.indexedDb)
  try {
    const form = (await raw.table('meta').get('form')) as (SealedRow & Partial<FormState>) | undefined
    // Its very first transaction was not reached: there is nothing in it.
    if (form?.generation === undefined) return NOT_THERE
    const fits = vaults !== null && form.keyId === vaults.keyId && vaults.rows.opens('meta', form)
    return { generation: form.generation, state: fits ? 'readable' : 'unreadable' }
  } finally {
    raw.close()
  }
}

async function generationOf(db: DeskDatabase): Promise<number> {
  const form = await db.meta.get('form')
  return form?.key === 'form' ? form.generation : 0
}

function formRow(generation: number, keyId: string | null): FormState {
  return { key: 'form', generation, keyId }
}

function open(name: string, vaults: Vaults | null, { indexedDb }: SettleOptions): DeskDatabase {
  return new DeskDatabase({ name, durability: 'strict', vaults, ...(indexedDb ? { indexedDb } : {}) })
}

async function databasesOf({ indexedDb }: SettleOptions): Promise<readonly (string | undefined)[]> {
  return (await (indexedDb?.indexedDB ?? indexedDB).databases()).map(({ name }) => name)
}

async function remove(name: string, form: WantedForm['form'], { indexedDb, storage }: SettleOptions): Promise<void> {
  const database = databaseNameOf(name, form)
  await new Dexie(database, { ...indexedDb }).delete()
  forgetDesk(storage, database)
}
