import { z } from 'zod'

import { settings as settingsSchema, type Language, type Settings } from '#shared/contract/ipc/app'
import { DEFAULT_QUIET } from '#shared/domain/quiet'
import { DEFAULT_RING, DEFAULT_TUNES } from '#shared/domain/sounds'
import { Emitter } from '#shared/lib/emitter'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import { openJsonStore } from './json-store'
import { brokenLocks, choose, ruled, type Chosen, type SettingsRule } from './ruled-settings'

/** As it comes over IPC: a key that is absent or undefined stays as it is. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** Keys of the policy; nothing of the change was done. */
export interface SettingsLocked {
  readonly locked: string[]
}

export interface SettingsStore {
  readonly get: () => Settings
  /** Only the given top-level keys change. Refused as a whole where it would change what the company has locked. */
  change(part: SettingsChange): Result<Settings, SettingsLocked>
  /** What the company rules from now on. */
  govern(rules: readonly SettingsRule[]): void
  onChanged(listener: (settings: Settings) => void): Disposable
}

export interface SettingsOptions {
  readonly folder: string
  readonly systemLanguage: Language
  readonly rules: readonly SettingsRule[]
  /** Places that a company may rule: of these the file notes which the person has chosen. */
  readonly managed: readonly (readonly string[])[]
  readonly logger: Logger
  readonly clock: Clock
}

const file = settingsSchema.extend({ chosen: z.array(z.string()) })

export function openSettings({
  folder,
  systemLanguage,
  managed,
  logger,
  clock,
  ...first
}: SettingsOptions): SettingsStore {
  const defaults = defaultSettings(systemLanguage)
  const store = openJsonStore({
    folder,
    name: 'settings',
    schema: file,
    defaults: { ...defaults, chosen: [] },
    logger,
    clock,
  })
  const changed = new Emitter<Settings>((error) => {
    logger.error('a listener of settings failed', { error: describeError(error) })
  })
  let { rules } = first
  const chosen = (): Chosen => {
    const { chosen: paths, ...values } = store.read()
    return { values, paths }
  }
  const counting = (): Settings => settingsSchema.parse(ruled(chosen(), defaults, rules))
  let current = counting()
  const tell = (): void => {
    current = counting()
    changed.emit(current)
  }
  return {
    get: () => current,
    change(part) {
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
      const wished = settingsSchema.parse({ ...current, ...given })
      const locked = brokenLocks(current, wished, rules)
      if (locked.length > 0) {
        logger.warn('a setting that the company has locked stays as it is', { keys: locked.join(',') })
        return err({ locked })
      }
      const { values, paths } = choose(chosen(), current, wished, rules, managed)
      store.write(file.parse({ ...values, chosen: paths }))
      tell()
      return ok(current)
    },
    govern(next) {
      rules = next
      tell()
    },
    onChanged: (listener) => changed.on(listener),
  }
}

export function defaultSettings(language: Language): Settings {
  return {
    language,
    theme: 'system',
    density: 'normal',
    scalePercent: 100,
    contrast: 'system',
    contextOpen: true,
    listWidth: 340,
    sounds: { message: true, ring: true, callEnded: true, volume: 0.7 },
    hasSounds: true,
    tunes: DEFAULT_TUNES,
    ring: DEFAULT_RING,
    notifications: { messages: true, preview: true },
    quiet: DEFAULT_QUIET,
    repeatMinutes: 0,
    repeatTimes: 0,
    devices: { input: null, output: null, ring: null },
    headset: 'auto',
    answerHotkey: null,
    hangUpHotkey: null,
    dialHotkey: null,
    dialAtOnce: false,
    colleagues: [],
    undoSendSeconds: 0,
    widget: 'whenHidden',
    encryptCache: false,
    keys: {},
    keep: { days: 0, thousands: 1_000 },
    proxy: { server: 'system', bypass: '' },
  }
}
