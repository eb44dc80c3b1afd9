import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import { asksForKey } from './asks-for-key'
import { CacheForms } from './cache-forms'
import { CacheKeys } from './cache-keys'

vi.mock('electron-store', async () => ({
  default: (await import('../settings/testing/fake-electron-store')).FakeElectronStore,
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-cache-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** One user's keyring: opens what it has sealed. */
const keyring = (user: string) => ({
  encrypt: (text: string) => Buffer.from(`${user} ${Buffer.from(text).toString('hex')}`),
  decrypt(sealed: Buffer) {
    const [owner, text = ''] = sealed.toString().split(' ')
    if (owner !== user) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    return Buffer.from(text, 'hex').toString()
  },
})
const keysOf = (user = 'anna') => new CacheKeys(folder, keyring(user), silentLogger, new ManualClock())
const forms = (isWished: boolean, isThere = true, keys = keysOf()) =>
  new CacheForms({ keys, isWished: () => isWished, canKeepKey: () => isThere })
const CACHE = 'otklik-desk'

describe('[I9] the key of a cache', () => {
  it('is made once, kept sealed, and is the same at the next start', () => {
    const made = keysOf().make(CACHE)
    expect(Buffer.from(made.base64, 'base64')).toHaveLength(64)
    expect(keysOf().open(CACHE)).toEqual(made)
    expect(keysOf().open('otklik-desk-0123456789abcdef01234567')).toBeNull()
    const path = join(folder, 'cache-keys.json')
    expect(readFileSync(path, 'utf8')).not.toContain(made.base64)
  })

  it('of another user is none', () => {
    keysOf().make(CACHE)
    expect(keysOf('boris').has(CACHE)).toBe(true)
    expect(keysOf('boris').open(CACHE)).toBeNull()
  })

  it('is gone when it is forgotten, and those of other people stay', () => {
    const keys = keysOf()
    const other = keys.make('otklik-desk-0123456789abcdef01234567')
    keys.make(CACHE)
    keys.forget(CACHE)
    keys.forget(CACHE)
    expect([keysOf().open(CACHE), keysOf().open('otklik-desk-0123456789abcdef01234567')]).toEqual([null, other])
  })

  it('has the first window ask for it only where there is one, or somebody wants one', () => {
    expect([asksForKey(folder, false), asksForKey(folder, true)]).toEqual([false, true])
    keysOf().make(CACHE)
    expect(asksForKey(folder, false)).toBe(true)
    keysOf().forget(CACHE)
    expect(asksForKey(folder, false)).toBe(false)
    writeFileSync(join(folder, 'cache-keys.json'), '{')
    expect(asksForKey(folder, false)).toBe(false)
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', encryptCache: false }, null, 2))
    expect(asksForKey(folder, false)).toBe(false)
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', encryptCache: true }, null, 2))
    expect(asksForKey(folder, false)).toBe(true)
  })
})

describe('[I9] how a cache is to lie on the disk', () => {
  it('is open as long as nobody wishes otherwise, and the keyring is not asked for that', () => {
    const asked: number[] = []
    const untouched = new CacheForms({ keys: keysOf(), isWished: () => false, canKeepKey: () => asked.push(1) > 0 })
    expect([untouched.formFor(CACHE), asked]).toEqual([{ form: 'plain', key: null }, []])
  })

  it('is encrypted with a key that was kept before anybody heard of it', () => {
    const form = forms(true).formFor(CACHE)
    expect(form).toEqual({ form: 'sealed', key: keysOf().open(CACHE), carried: null })
    expect(forms(true).formFor(CACHE)).toEqual(form)
  })

  it('stays open where the system has no keyring, whoever wishes it', () => {
    const here = forms(true, false)
    expect([here.formFor(CACHE), here.formOf(CACHE), keysOf().has(CACHE)]).toEqual([
      { form: 'plain', key: null },
      'plain',
      false,
    ])
  })

  it('is left alone while the keyring does not answer, on and off', () => {
    keysOf().make(CACHE)
    for (const isWished of [true, false]) expect(forms(isWished, false).formFor(CACHE)).toEqual({ form: 'away' })
    expect(keysOf().has(CACHE)).toBe(true)
  })

  it('gets a new key in the place of one that cannot be opened', () => {
    const old = keysOf('boris').make(CACHE)
    const form = forms(true).formFor(CACHE)
    expect(form).toEqual({ form: 'sealed', key: keysOf().open(CACHE), carried: null })
    expect(JSON.stringify(form)).not.toContain(old.id)
    keysOf('boris').make(CACHE)
    expect(forms(false).formFor(CACHE)).toEqual({ form: 'plain', key: null })
  })

  it('is the same for every window until the desk is opened anew; the key goes when nothing needs it', () => {
    let isWished = true
    const keys = keysOf()
    const here = new CacheForms({ keys, isWished: () => isWished, canKeepKey: () => true })
    const sealed = here.formFor(CACHE)
    isWished = false
    expect([here.formFor(CACHE), here.formOf(CACHE)]).toEqual([sealed, 'sealed'])
    // A window that is late to say so does not take the key away.
    here.noteSettled(CACHE, 'plain')
    expect(keys.has(CACHE)).toBe(true)
    here.decideAnew()
    expect(here.formFor(CACHE)).toMatchObject({ form: 'plain', key: { base64: expect.any(String) as string } })
    here.noteSettled(CACHE, 'plain')
    expect(keys.has(CACHE)).toBe(false)
  })
})
