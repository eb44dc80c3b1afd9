import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { DeskPhoneConfig } from '#shared/contract/ipc/desk-phone'
import { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import { deskPhoneRules, type DeskPhonePart } from '#shared/contract/policy/desk-phone-rules'
import { readPolicy } from '#shared/contract/policy/policy'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { companyPhoneRules } from '../policy/company-lines'
import type { Given } from '../policy/testing/written-policy'
import { openDeskPhone } from './desk-phone-store'
import { createSecretBox } from './secret-box'

vi.mock('electron-store', async () => ({ default: (await import('./testing/fake-electron-store')).FakeElectronStore }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-company-phone-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const noKeyring = { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' }
const open = (given: Given, login: string | null = null) => {
  const policy = readPolicy([{ where: 'here', kind: 'read', dialect: 'json', content: given }])
  const rules = companyPhoneRules(
    () => policy,
    () => ({ osUser: 'a.ivanova', login }),
  )
  return openDeskPhone(folder, createSecretBox(folder, noKeyring), silentLogger, new ManualClock(), rules)
}
const phone = (store: ReturnType<typeof open>): DeskPhoneConfig => {
  const config = store.get()
  if (!config) throw new Error('no phone')
  return config
}

const ADDRESS = { 'deskPhone.address': '10.0.0.5' }
const EXAMPLES: Readonly<Record<DeskPhonePart, readonly [unknown, unknown]>> = {
  address: ['10.0.0.5', '10.0.0.6'],
  model: ['fanvil-x3s', 'grandstream-gxp1620'],
  isSecure: [true, false],
  user: ['root', 'other'],
  extension: ['101', '202'],
  listenPort: [9000, 9001],
}

describe('[I2] the desk phone that the company hands out', () => {
  it.each(MANAGED_SETTINGS.filter(({ key }) => key.startsWith('deskPhone.')).map(({ key }) => key))(
    '%s: a lock holds against the screen and the file, a preset until the person chooses',
    (key) => {
      const [probe] = deskPhoneRules((each) => (each === key ? { rule: 'locked', value: '1' } : undefined), null)
      if (!probe) throw new Error('no field')
      const { field } = probe
      const [value, other] = EXAMPLES[field]
      const given = { preset: { ...ADDRESS, [key]: value } }
      const preset = open(given)
      expect(phone(preset)[field]).toEqual(value)
      preset.save({ ...phone(preset), [field]: other }, null)
      expect(phone(open(given))[field]).toEqual(other)

      const lockedTo = { preset: ADDRESS, locked: { [key]: value } }
      const locked = open(lockedTo)
      expect(phone(locked)[field]).toEqual(value)
      expect(locked.brokenLocks({ ...phone(locked), [field]: other })).toEqual([key])
      const path = join(folder, 'desk-phone.json')
      const text = JSON.parse(readFileSync(path, 'utf8')) as { phone: object }
      writeFileSync(path, JSON.stringify({ ...text, phone: { ...text.phone, [field]: other } }))
      expect(phone(open(lockedTo))[field]).toEqual(value)
    },
  )

  it('cannot be removed while the company names its address, and is gone with it', () => {
    const store = open({ locked: ADDRESS })
    expect(store.isKept()).toBe(true)
    store.remove()
    expect(phone(store).address).toBe('10.0.0.5')
    expect([open({}).isKept(), open({}).get()]).toEqual([false, null])
  })

  it('a number that cannot be filled in is the person’s to type', () => {
    const given = { locked: { ...ADDRESS, 'deskPhone.extension': '{login}' } }
    expect([phone(open(given, '101@firm.ru')).extension, phone(open(given, 'anna')).extension]).toEqual(['101', null])
    expect(open(given, 'anna').brokenLocks({ ...phone(open(given, 'anna')), extension: '205' })).toEqual([])
  })

  it('[I7] a set-up with another address forgets the password and the certificate of the one before', () => {
    const store = open({})
    store.take({ address: '10.0.0.5', model: 'fanvil-x3s' })
    store.save({ ...phone(store), fingerprint: 'AA' }, 'secret')
    store.take({ extension: '101' })
    expect([store.readPassword(), phone(store).fingerprint]).toEqual(['secret', 'AA'])
    store.take({ address: '10.0.0.66' })
    expect([store.readPassword(), phone(store).fingerprint, phone(store).extension]).toEqual([null, null, '101'])
    const locked = open({ locked: ADDRESS })
    locked.take({ address: '10.0.0.66' })
    expect(phone(locked).address).toBe('10.0.0.5')
  })
})
