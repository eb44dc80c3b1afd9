import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import { readPolicy, type Policy } from '#shared/contract/policy/policy'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { readEnvironment } from '../environment'
import { PolicyKeeper } from './policy-keeper'
import { LINUX_POLICY_FILE } from './policy-places'
import { hubRule, isLogDetailed, readPolicyAtStart } from './start-policy'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-start-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const policyOf = (content: unknown): Policy =>
  readPolicy([{ where: LINUX_POLICY_FILE, kind: 'read', dialect: 'json', content }])
const environmentOf = (content: unknown, variables: Record<string, string>) =>
  readEnvironment(
    variables,
    new PolicyKeeper({
      readLayers: () => [],
      atStart: policyOf(content),
      everyMs: 1_000,
      clock: new ManualClock(),
      logger: silentLogger,
    }),
    silentLogger,
  )

it('[I2] the environment of an installed Otklik cannot name another policy', () => {
  const file = join(folder, 'mine.json')
  writeFileSync(file, '{"locked": {"look.theme": "dark"}}')
  expect(readPolicyAtStart(false, file).policy.places).toEqual([file])
  expect(readPolicyAtStart(true, file).policy.places).not.toContain(file)
})

it('[I2] locked port and encryption are above the variables, presets below them', () => {
  const asked = { OTKLIK_HUB_PORT: '9000', OTKLIK_HUB_HTTP: 'allow' }
  const ruled = { 'workplace.hubPort': 8123, 'workplace.plainHttp': false }
  expect(environmentOf({ locked: ruled }, asked)).toMatchObject({ hubPort: 8123, allowsPlainHub: false })
  expect(environmentOf({ preset: ruled }, asked)).toMatchObject({ hubPort: 9000, allowsPlainHub: true })
  expect(environmentOf({ preset: ruled }, {})).toMatchObject({ hubPort: 8123, allowsPlainHub: false })
  expect(environmentOf({}, {})).toMatchObject({ hubPort: 0, allowsPlainHub: false })
})

it('[I2] the log is as detailed as the company wishes, else as it was built to be', () => {
  expect(isLogDetailed(policyOf({ locked: { 'workplace.logLevel': 'normal' } }), 'development')).toBe(false)
  expect(isLogDetailed(policyOf({ preset: { 'workplace.logLevel': 'detailed' } }), undefined)).toBe(true)
  expect([isLogDetailed(policyOf({}), undefined), isLogDetailed(policyOf({}), 'development')]).toEqual([false, true])
})

it('[I2] the hub is told apart by lock and preset', () => {
  const url = 'https://hub.firm.ru'
  expect(hubRule(policyOf({ locked: { 'workplace.hub': url } }))).toEqual({ locked: url, preset: undefined })
  expect(hubRule(policyOf({ preset: { 'workplace.hub': 'alone' } }))).toEqual({ locked: undefined, preset: 'alone' })
  expect(hubRule(policyOf({ locked: { 'workplace.hub': 'http://hub.firm.ru' } }))).toEqual({})
  const isRefused = { locked: { 'workplace.hub': 'http://hub.firm.ru', 'workplace.plainHttp': false } }
  expect(policyOf(isRefused).problems).toMatchObject([{ key: 'workplace.hub', problem: 'plainHub' }])
  const isAllowed = { locked: { 'workplace.hub': 'http://hub.firm.ru' }, preset: { 'workplace.plainHttp': true } }
  expect(policyOf(isAllowed).problems).toEqual([])
  expect(hubRule(policyOf(isAllowed))).toEqual({ locked: 'http://hub.firm.ru' })
  for (const local of ['http://127.0.0.1:8480', 'http://localhost', 'http://[::1]:8480/'])
    expect(hubRule(policyOf({ locked: { 'workplace.hub': local } }))).toEqual({ locked: local })
  for (const trap of ['http://127.0.0.1.evil.ru', 'http://localhost.evil.ru:80', 'http://127.0.0.1:80x'])
    expect(hubRule(policyOf({ locked: { 'workplace.hub': trap } }))).toEqual({})
})
