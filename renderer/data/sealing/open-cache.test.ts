import type { CacheForm } from '#shared/contract/ipc/cache'
import type { ChatId } from '#shared/domain/ids'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'

import { localCacheChanges } from '../cache-changes'
import { DATABASE_NAME, DeskDatabase } from '../database'
import { demoId } from '../demo-rows'
import { DraftRepository } from '../draft.repository'
import { vaultsOf, type CacheKey } from './cache-key'
import { hasToAsk, openAccess, openCache, type OpenCacheOptions } from './open-cache'
import { testKey } from './testing/test-key'

const chat1 = demoId<ChatId>('chat', 1)
const changes = localCacheChanges()
const base64 = btoa(String.fromCharCode(...testKey().bytes))
const KEY = { id: testKey().id, base64 }

let disk: IDBFactory
let kept: Map<string, string>
let settled: string[]
/** What main keeps in a file. */
let carried: string | null
let wipe: () => Promise<boolean>

beforeEach(() => {
  disk = new IDBFactory()
  kept = new Map()
  settled = []
  carried = null
  wipe = async () => {
    for (const { name } of await disk.databases()) if (name) disk.deleteDatabase(name)
    return true
  }
})

function options(form: CacheForm): OpenCacheOptions {
  return {
    getForm: async () => (form.form === 'sealed' ? { ...form, carried } : form),
    wipe: (args) => {
      carried = args.carried
      return wipe()
    },
    noteSettled: async (args) => {
      settled.push(args.form)
      carried = null
      return null
    },
    storage: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
      removeItem: (name) => kept.delete(name),
    },
    exclusively: (_name, work) => work(),
    indexedDb: { indexedDB: disk, IDBKeyRange },
  }
}
const SEALED: CacheForm = { form: 'sealed', key: KEY, carried: null }
const PLAIN: CacheForm = { form: 'plain', key: KEY }
const open = (form: CacheForm) => openCache(DATABASE_NAME, options(form))

async function withDrafts<T>(key: CacheKey | null, work: (drafts: DraftRepository) => Promise<T>): Promise<T> {
  const db = new DeskDatabase({
    durability: 'strict',
    indexedDb: { indexedDB: disk, IDBKeyRange },
    vaults: key && vaultsOf(key),
  })
  try {
    return await work(new DraftRepository(db, changes))
  } finally {
    db.close()
  }
}
const write = (key: CacheKey | null, text: string) =>
  withDrafts(key, (drafts) => drafts.saveDraft(chat1, { text, images: [{ blob: new Blob(['снимок']), name: null }] }))
const read = (key: CacheKey | null) =>
  withDrafts(key, async (drafts) => {
    const draft = await drafts.readDraft(chat1)
    return draft && [draft.text, await draft.images[0]?.blob.text()]
  })

describe('[I9] a window that opens its cache', () => {
  it('waits for main only where there may be something to wait for', async () => {
    const storage = options(SEALED).storage
    expect(hasToAsk('', storage)).toBe(false)
    expect(hasToAsk('?key=ask', storage)).toBe(true)
    await open(SEALED)
    expect(hasToAsk('', storage)).toBe(true)
    expect([...kept.values()].join()).not.toContain(base64)
    await open(PLAIN)
    expect([hasToAsk('', storage), settled]).toEqual([false, ['sealed', 'plain']])
  })

  it('has the files deleted in which an open database was, and finds all that it held', async () => {
    await write(null, 'не дописано')
    const { key } = await open(SEALED)
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
    expect([...kept.keys()]).toEqual(['otklik.sealed:otklik-desk'])
    // Nothing is wiped a second time.
    wipe = () => Promise.reject(new Error('wiped again'))
    await open(SEALED)
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
  })

  it.each(['before', 'after'])('loses nothing where it is killed %s the files are gone', async (moment) => {
    await write(null, 'не дописано')
    const whole = wipe
    wipe = async () => {
      if (moment === 'after') await whole()
      throw new Error('killed')
    }
    await expect(open(SEALED)).rejects.toThrow('killed')
    expect(carried).not.toBeNull()
    expect(carried).not.toContain('дописано')
    wipe = whole
    const { key } = await open(SEALED)
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
    expect([...kept.keys()]).toEqual(['otklik.sealed:otklik-desk'])
  })

  it('tries again where the files could not be deleted', async () => {
    await write(null, 'не дописано')
    wipe = async () => false
    const { key } = await open(SEALED)
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
    expect([...kept.keys()]).toContain('otklik.remnants:otklik-desk')
    await write(key, 'дописано')
    wipe = async () => {
      for (const { name } of await disk.databases()) if (name) disk.deleteDatabase(name)
      return true
    }
    await open(SEALED)
    expect(await read(key)).toEqual(['дописано', 'снимок'])
    expect([...kept.keys()]).toEqual(['otklik.sealed:otklik-desk'])
  })

  it('leaves the files alone in which somebody else has something, too', async () => {
    const other = new DeskDatabase({
      name: 'otklik-desk-0123456789abcdef01234567',
      durability: 'strict',
      indexedDb: { indexedDB: disk, IDBKeyRange },
    })
    await other.open()
    other.close()
    await write(null, 'не дописано')
    wipe = () => Promise.reject(new Error('wiped'))
    const { key } = await open(SEALED)
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
  })

  it('touches nothing while the keyring does not answer', async () => {
    const { key } = await open(SEALED)
    await write(key, 'не дописано')
    expect(await open({ form: 'away' })).toEqual({ ...openAccess(DATABASE_NAME), isKeyAway: true })
    expect(await read(key)).toEqual(['не дописано', 'снимок'])
  })
})
