import { z } from 'zod'

import { defineContract, nothing, request } from '../define'

/** As main names the databases of the windows (`electron/hub/workplace`, `renderer/data/cache-name`). */
const cacheName = z.string().regex(/^otklik-desk(?:-[0-9a-f]{24})?$/)

/** 64 bytes in base64; `id` says which key it is and opens nothing. */
const cacheKey = z.object({ id: z.string(), base64: z.string() })

/**
 * - `sealed` with this key; rows of another one are lost
 * - `plain`; what this key has sealed is to be opened and left open, and without a key it is lost
 * - `away` the keyring of the system does not answer now: the database is left alone, its key may come back
 */
const cacheForm = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('sealed'),
    key: cacheKey,
    /** Rows that were outside of the database when the last start ended (`wipe`). */
    carried: z.string().nullable(),
  }),
  z.object({ form: z.literal('plain'), key: cacheKey.nullable() }),
  z.object({ form: z.literal('away') }),
])
export type CacheForm = z.output<typeof cacheForm>

const cacheState = z.object({
  /** How the cache of this window lies on the disk; it changes with the next opening of the desk. */
  form: z.enum(['plain', 'sealed', 'away']),
  /** Has the system a place where a key can be kept? */
  canKeepKey: z.boolean(),
})
export type CacheState = z.output<typeof cacheState>

/** The encryption of the windows' database (spec I9). */
export const cache = defineContract('cache', {
  /** How the window has to open its database; the same for as long as the desk is open. */
  getForm: request(z.object({ cache: cacheName }), cacheForm),
  /**
   * An open database was deleted, and its words still stand in the files: main keeps what the encrypted one holds
   * (`carried`, sealed) in a file and has the files of all databases deleted. `false`: they could not be.
   */
  wipe: request(z.object({ cache: cacheName, carried: z.string() }), z.boolean()),
  /** The database lies as it was wished; a key that nothing is sealed with any more is forgotten. */
  noteSettled: request(z.object({ cache: cacheName, form: z.enum(['plain', 'sealed']) }), nothing),
  getState: request(nothing, cacheState),
  /** Opens the desk anew with what is set by now. */
  applyNow: request(nothing, nothing),
  /** The person does not wait for the keyring any longer: the key is forgotten, and the cache begins anew. */
  giveKeyUp: request(nothing, nothing),
})
export type CacheContract = typeof cache
