import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import { companyLineId, lineRules } from '#shared/contract/policy/line-rules'
import { readPolicy } from '#shared/contract/policy/policy'
import type { SipAccount } from '#shared/domain/sip-account'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { companyLineRules } from '../policy/company-lines'
import { exampleOf, type Given } from '../policy/testing/written-policy'
import { openAccounts } from './account-store'
import { createSecretBox } from './secret-box'

vi.mock('electron-store', async () => ({ default: (await import('./testing/fake-electron-store')).FakeElectronStore }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-company-lines-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const ID = companyLineId(1)
const policyOf = (given: Given) => readPolicy([{ where: 'here', kind: 'read', dialect: 'json', content: given }])
const noKeyring = { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' }

function desk(given: Given, login: string | null = 'anna@firm.ru') {
  const state = { policy: policyOf(given), login }
  const rules = companyLineRules(
    () => state.policy,
    () => ({ osUser: 'a.ivanova', login: state.login }),
  )
  const box = createSecretBox(folder, noKeyring)
  const store = openAccounts(folder, box, silentLogger, new ManualClock(), rules)
  const line = (): SipAccount => {
    const [first] = store.list()
    if (!first) throw new Error('no line')
    return first
  }
  return { store, state, line }
}

const SERVER = { 'line1.server': 'pbx.firm.ru', 'line1.user': '101' } as const
/** What the key is called in an account, and what a desk begins with there. */
const OTHERS: Readonly<Partial<Record<keyof SipAccount, unknown>>> = {
  domain: 'other.ru',
  host: 'other.ru',
  port: 5070,
  transport: 'udp',
  webSocketPath: '/other',
  media: 'rtp',
  outboundProxy: 'other.ru',
  user: 'other',
  authUser: 'other',
  displayName: 'other',
  label: 'other',
  pickupCode: '**',
  isEnabled: true,
}

describe('[I2] lines that the company hands out', () => {
  it.each(
    MANAGED_SETTINGS.filter(({ key }) => key.startsWith('line1.')).map((setting) => [setting.key, setting] as const),
  )('%s: a lock holds against the screen and the file, a preset until the person chooses', (key, setting) => {
    const value = key === 'line1.enabled' ? false : exampleOf(setting)
    const policy = { ...SERVER, [key]: value }
    const [rule] = lineRules(1, (each) => (each === key ? { rule: 'locked', value } : undefined))
    if (!rule) throw new Error('no field')
    const { field } = rule
    const holds = value === '{login}' ? 'anna' : rule.value
    const other = OTHERS[field]
    expect(other).not.toEqual(holds)

    const preset = desk({ preset: policy })
    expect(preset.line()[field]).toEqual(holds)
    const wished = { ...preset.line(), [field]: other }
    expect(preset.store.brokenLocks(wished)).toEqual([])
    preset.store.save(wished)
    expect(desk({ preset: policy }).line()[field]).toEqual(other)

    const locked = desk({ preset: SERVER, locked: { [key]: value } })
    expect(locked.line()[field]).toEqual(holds)
    expect(locked.store.brokenLocks({ ...locked.line(), [field]: other })).toEqual([key])
    expect(locked.store.underLocks({ ...locked.line(), [field]: other })[field]).toEqual(holds)
    const path = join(folder, 'accounts.json')
    const text = JSON.parse(readFileSync(path, 'utf8')) as { accounts: object[] }
    writeFileSync(
      path,
      JSON.stringify({ ...text, accounts: text.accounts.map((each) => ({ ...each, [field]: other })) }),
    )
    expect(desk({ preset: SERVER, locked: { [key]: value } }).line()[field]).toEqual(holds)
  })

  it('a locked server locks the way there too, and its line cannot be removed', () => {
    const { store, line } = desk({ locked: SERVER })
    expect(line()).toMatchObject({ id: ID, host: 'pbx.firm.ru', outboundProxy: null, user: '101', hasPassword: false })
    expect(store.brokenLocks({ ...line(), host: 'evil.ru' })).toEqual(['line1.server'])
    expect(store.brokenLocks({ ...line(), outboundProxy: 'evil.ru' })).toEqual(['line1.server'])
    expect(store.keptBy(ID)).toBe('line1.server')
    store.remove(ID)
    expect(line().domain).toBe('pbx.firm.ru')
  })

  it('the sound follows the connection, and can be chosen', () => {
    const { store, line } = desk({ locked: { ...SERVER, 'line1.transport': 'wss' } })
    expect([line().transport, line().media]).toEqual(['wss', 'webrtc'])
    store.save({ ...line(), media: 'srtp' })
    expect(line().media).toBe('srtp')
  })

  it.each([
    ['{login}', 'anna@firm.ru', 'anna'],
    ['{osUser}-desk', null, 'a.ivanova-desk'],
    ['{login}', null, ''],
    ['x{login}', 'anna ivanova', ''],
  ])('the name %s of %s is %s; what cannot be filled in is the person’s to type', (user, login, filled) => {
    const { store, line } = desk({ locked: { 'line1.server': 'pbx.firm.ru', 'line1.user': user } }, login)
    expect(line().user).toBe(filled)
    expect(store.brokenLocks({ ...line(), user: '205' })).toEqual(filled === '' ? [] : ['line1.user'])
  })

  it('[I9] the password is the person’s, sealed, and stays while they are told of changes', () => {
    const { store, state, line } = desk({ locked: SERVER })
    const told: string[] = []
    store.onChanged(() =>
      told.push(
        store
          .list()
          .map(({ label }) => label)
          .join(),
      ),
    )
    store.writePassword(ID, 'correct horse')
    expect(line().hasPassword).toBe(true)
    state.policy = policyOf({ locked: { ...SERVER, 'line1.label': 'Отдел' } })
    store.followRules()
    state.policy = policyOf({})
    store.followRules()
    expect(told).toEqual(['Отдел', ''])
    expect(store.list()).toEqual([])
    expect(readFileSync(join(folder, 'accounts.json'), 'utf8')).not.toContain('correct horse')
  })

  it('[I7] what a set-up says becomes a line that the person may change and remove', () => {
    const { store, line } = desk({})
    store.take(1, { domain: 'pbx.firm.ru', host: 'pbx.firm.ru', user: '101' })
    store.writePassword(ID, 'secret')
    store.take(1, { label: 'Отдел' })
    expect(store.readPassword(ID), 'the server is the same').toBe('secret')
    store.take(1, { domain: 'evil.ru', host: 'evil.ru' })
    expect(store.readPassword(ID), 'a password goes to no other server').toBeNull()
    store.save({ ...line(), displayName: 'Анна' })
    expect(desk({}).line()).toMatchObject({ domain: 'evil.ru', label: 'Отдел', displayName: 'Анна' })
    expect(store.keptBy(ID)).toBeNull()
    store.remove(ID)
    expect(store.list()).toEqual([])
  })

  it('[I7] a set-up changes nothing that is locked', () => {
    const { store, line } = desk({ locked: SERVER })
    store.take(1, { domain: 'evil.ru', host: 'evil.ru', outboundProxy: 'evil.ru', label: 'Отдел' })
    expect(line()).toMatchObject({ domain: 'pbx.firm.ru', host: 'pbx.firm.ru', outboundProxy: null, label: 'Отдел' })
  })
})
