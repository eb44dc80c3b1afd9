import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { settings as settingsSchema } from '#shared/contract/ipc/app'
import { MANAGED_SETTINGS } from '#shared/contract/policy/catalogue'
import { readPolicy } from '#shared/contract/policy/policy'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { err } from '#shared/lib/result'
import { MANAGED_PATHS, settingsRules } from '../policy/settings-rules'
import { exampleOf, type Given } from '../policy/testing/written-policy'
import { defaultSettings, openSettings, type SettingsStore } from './settings-store'
import { systemLanguage } from './system-language'

vi.mock('electron-store', async () => ({ default: (await import('./testing/fake-electron-store')).FakeElectronStore }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-locked-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const rulesOf = (given: Given) =>
  settingsRules(readPolicy([{ where: 'here', kind: 'read', dialect: 'json', content: given }]))
const open = (given: Given): SettingsStore =>
  openSettings({
    folder,
    systemLanguage: 'ru',
    rules: rulesOf(given),
    managed: MANAGED_PATHS,
    logger: silentLogger,
    clock: new ManualClock(),
  })
const at = (tree: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((below, part) => (below as Record<string, unknown>)[part], tree)

const IN_SETTINGS = MANAGED_SETTINGS.flatMap((setting) =>
  setting.at ? [[setting.key, setting, setting.at] as const] : [],
)

/** What of the settings no company has a word in, and why. */
const NOBODYS: Readonly<Record<string, string>> = {
  contextOpen: 'how the person has arranged the window',
  listWidth: 'how the person has arranged the window',
  'quiet.untilMs': 'a moment, not a setting',
  colleagues: 'names a line by an id that each desk makes',
}

describe('[I2] the settings of the person', () => {
  it('each of them may be ruled, or stands here with the reason why not', () => {
    const leaves = Object.entries(defaultSettings('ru')).flatMap(([key, value]) =>
      // What begins empty is one setting as a whole.
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
        ? Object.keys(value).map((part) => `${key}.${part}`)
        : [key],
    )
    const ruled = MANAGED_PATHS.map((path) => path.join('.'))
    expect(leaves.toSorted()).toEqual([...ruled, ...Object.keys(NOBODYS)].sort())
  })

  it.each(IN_SETTINGS)(
    '%s: a lock holds against the file, a preset until the person chooses',
    (key, setting, place) => {
      const value = exampleOf(setting)
      const ruledTo = place.toSetting(setting.schema.parse(value))
      expect(ruledTo, 'the example is not what a desk begins with').not.toEqual(at(defaultSettings('ru'), place.path))
      const [first = ''] = place.path

      const preset = open({ preset: { [key]: value } })
      expect(at(preset.get(), place.path)).toEqual(ruledTo)
      // The person chooses what Otklik begins with, and has it from then on, also after a start.
      const begun = defaultSettings('ru')
      expect(preset.change({ [first]: begun[first as keyof typeof begun] })).toMatchObject({ ok: true })
      expect(at(open({ preset: { [key]: value } }).get(), place.path)).toEqual(at(begun, place.path))

      const locked = open({ locked: { [key]: value } })
      expect(at(locked.get(), place.path)).toEqual(ruledTo)
      expect(locked.change({ [first]: begun[first as keyof typeof begun] })).toEqual(err({ locked: [key] }))
      expect(at(locked.get(), place.path)).toEqual(ruledTo)
      // Without the policy there is again what the person had.
      locked.govern([])
      expect(at(locked.get(), place.path)).toEqual(at(begun, place.path))
      expect(settingsSchema.safeParse(locked.get()).success).toBe(true)
    },
  )

  it('a locked one stays beside others of its group, which can be changed as before', () => {
    const settings = open({ locked: { 'notices.soundRing': false } })
    const { sounds } = settings.get()
    expect(settings.change({ sounds: { ...sounds, message: false } })).toMatchObject({ ok: true })
    expect(settings.get().sounds).toEqual({ message: false, ring: false, callEnded: true, volume: 0.7 })
    expect(settings.change({ theme: 'dark', sounds: { ...settings.get().sounds, ring: true } })).toEqual(
      err({ locked: ['notices.soundRing'] }),
    )
    expect(settings.get().theme, 'nothing of a refused change is done').toBe('system')
  })

  it('the config file cannot change what is locked, whatever is written there', () => {
    open({}).change({ theme: 'light' })
    const path = join(folder, 'settings.json')
    const text = JSON.parse(readFileSync(path, 'utf8')) as object
    writeFileSync(path, JSON.stringify({ ...text, theme: 'light', chosen: ['theme', 'language'] }))
    expect(open({ locked: { 'look.theme': 'dark' } }).get().theme).toBe('dark')
  })

  it('the command line cannot change what is locked: --lang names what a new profile begins with', () => {
    const asked = systemLanguage({ locale: 'ru', asked: 'ru', platform: 'linux', env: {} })
    expect(asked).toBe('ru')
    expect(open({ locked: { 'look.language': 'en' } }).get().language).toBe('en')
  })

  it('a policy that changes is taken up at once and told', () => {
    const settings = open({})
    const told: string[] = []
    settings.onChanged(({ theme }) => told.push(theme))
    settings.govern(rulesOf({ locked: { 'look.theme': 'dark' } }))
    settings.govern(rulesOf({ preset: { 'look.theme': 'light' } }))
    settings.govern([])
    expect(told).toEqual(['dark', 'light', 'system'])
  })
})
