import { settings as settingsSchema, type Language, type Settings } from '#shared/contract/ipc/app'
import { DEFAULT_QUIET } from '#shared/domain/quiet'
import { Emitter } from '#shared/lib/emitter'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'

/** As it comes over IPC: a key that is absent or undefined stays as it is. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined }

export interface SettingsStore {
  readonly get: () => Settings
  /** Only the given top-level keys change. */
  change(part: SettingsChange): Settings
  onChanged(listener: (settings: Settings) => void): Disposable
}

export function openSettings(folder: string, systemLanguage: Language, logger: Logger, clock: Clock): SettingsStore {
  const store = openJsonStore({
    folder,
    name: 'settings',
    schema: settingsSchema,
    defaults: defaultSettings(systemLanguage),
    logger,
    clock,
  })
  const changed = new Emitter<Settings>((error) => {
    logger.error('a listener of settings failed', { error: describeError(error) })
  })
  return {
    get: () => store.read(),
    change(part) {
      const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
      store.write(settingsSchema.parse({ ...store.read(), ...given }))
      changed.emit(store.read())
      return store.read()
    },
    onChanged: (listener) => changed.on(listener),
  }
}

export function defaultSettings(language: Language): Settings {
  return {
    language,
    theme: 'system',
    density: 'normal',
    contextOpen: true,
    listWidth: 340,
    sounds: { message: true, ring: true, callEnded: true, volume: 0.7 },
    notifications: { messages: true, preview: true },
    quiet: DEFAULT_QUIET,
    repeatMinutes: 0,
    devices: { input: null, output: null, ring: null },
    headset: 'auto',
    answerHotkey: null,
    hangUpHotkey: null,
    dialHotkey: null,
    dialAtOnce: false,
    colleagues: [],
    undoSendSeconds: 0,
    widget: 'whenHidden',
  }
}
