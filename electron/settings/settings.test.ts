import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SipAccountId } from '#shared/domain/ids'
import type { SipAccount } from '#shared/domain/sip-account'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { ok } from '#shared/lib/result'
import { openAccounts } from './account-store'
import { createSecretBox } from './secret-box'
import { defaultSettings, openSettings } from './settings-store'
import { readTokenKey } from './token-key'

vi.mock('electron-store', async () => ({ default: (await import('./testing/fake-electron-store')).FakeElectronStore }))

const box = () =>
  createSecretBox(folder, { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' })
const open = () => openSettings({ folder, systemLanguage: 'ru', rules: [], managed: [], logger: silentLogger, clock })

let folder: string
const clock = new ManualClock()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-settings-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('settings', () => {
  it('begin with defaults in the language they are given', () => {
    expect(open().get()).toEqual(defaultSettings('ru'))
  })

  it('change key by key, tell it, and survive a restart', () => {
    const settings = open()
    const told: unknown[] = []
    settings.onChanged((value) => told.push(value))
    const expected = { ...defaultSettings('ru'), theme: 'dark' as const }
    expect(settings.change({ theme: 'dark', language: undefined })).toEqual(ok(expected))
    expect(told).toEqual([expected])
    expect(open().get()).toEqual(expected)
  })

  it('keep a broken file beside and go on with defaults', () => {
    writeFileSync(join(folder, 'settings.json'), '{"theme": "dark", ')
    expect(open().get()).toEqual(defaultSettings('ru'))
    const kept = readdirSync(folder).filter((name) => name.includes('broken'))
    expect(kept).toEqual([`settings.broken-${clock.now()}.json`])
    expect(readFileSync(join(folder, kept[0] ?? ''), 'utf8')).toBe('{"theme": "dark", ')
  })

  it('keep what is valid of a file of which a part is not, and a copy of the whole', () => {
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', listWidth: 5, sounds: 'loud' }))
    expect(open().get()).toEqual({ ...defaultSettings('ru'), theme: 'dark' })
    expect(readdirSync(folder)).toContain(`settings.broken-${clock.now()}.json`)
  })
})

describe('SIP accounts', () => {
  const id = '0190c0de-0000-7000-8000-000000000001' as SipAccountId
  const account: SipAccount = {
    id,
    label: 'Линия 1',
    transport: 'tls',
    media: 'srtp',
    host: 'pbx.example',
    port: 5061,
    outboundProxy: null,
    pickupCode: null,
    webSocketPath: '/',
    domain: 'pbx.example',
    user: '100',
    authUser: null,
    displayName: null,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
    hasPassword: false,
  }
  const accounts = () => openAccounts(folder, box(), silentLogger, clock)

  it('of before the outbound proxy and the own authority are read as having none', () => {
    const before = { ...account, outboundProxy: undefined, authorityPem: undefined }
    writeFileSync(join(folder, 'accounts.json'), JSON.stringify({ accounts: [before], passwords: {} }))
    expect(accounts().list()).toEqual([account])
  })

  it('are saved, replaced and removed with their password', () => {
    const store = accounts()
    store.save(account)
    store.writePassword(id, 'тайна')
    store.save({ ...account, label: 'Линия 2' })
    expect(accounts().list()).toEqual([{ ...account, label: 'Линия 2', hasPassword: true }])
    expect(accounts().readPassword(id)).toBe('тайна')
    store.remove(id)
    expect(accounts().list()).toEqual([])
    expect(accounts().readPassword(id)).toBeNull()
  })

  it('[I9] hold no readable password on the disk', () => {
    const store = accounts()
    store.save(account)
    store.writePassword(id, 'correct horse')
    expect(readFileSync(join(folder, 'accounts.json'), 'utf8')).not.toContain('correct horse')
  })
})

describe('the key of the hub', () => {
  it('is 32 bytes and stays the same', () => {
    const key = readTokenKey(folder, box(), silentLogger, clock)
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(readTokenKey(folder, box(), silentLogger, clock)).toBe(key)
  })
})
