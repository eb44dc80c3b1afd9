import type { Settings } from '#shared/contract/ipc/app'

/** What the first frame needs to look right. Main owns the settings; this copy only bridges its answer. */
export type Preferences = Pick<Settings, 'language' | 'theme' | 'density' | 'contextOpen' | 'listWidth'>

const KEY = 'otklik.preferences'
const DEFAULTS: Preferences = { language: 'ru', theme: 'system', density: 'normal', contextOpen: true, listWidth: 328 }

export function readPreferences(storage: Pick<Storage, 'getItem'>): {
  readonly known: boolean
  readonly value: Preferences
} {
  const text = storage.getItem(KEY)
  if (text === null) return { known: false, value: DEFAULTS }
  try {
    return { known: true, value: toPreferences(JSON.parse(text)) }
  } catch {
    return { known: false, value: DEFAULTS }
  }
}

export function keepPreferences(storage: Pick<Storage, 'setItem'>, settings: Preferences): void {
  const { language, theme, density, contextOpen, listWidth } = settings
  storage.setItem(KEY, JSON.stringify({ language, theme, density, contextOpen, listWidth }))
}

/** Whatever does not fit is replaced by its default: an older version may have written it. */
function toPreferences(raw: unknown): Preferences {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
  return {
    language: oneOf(value.language, ['ru', 'en'], DEFAULTS.language),
    theme: oneOf(value.theme, ['system', 'light', 'dark'], DEFAULTS.theme),
    density: oneOf(value.density, ['compact', 'normal', 'roomy'], DEFAULTS.density),
    contextOpen: typeof value.contextOpen === 'boolean' ? value.contextOpen : DEFAULTS.contextOpen,
    listWidth: typeof value.listWidth === 'number' ? value.listWidth : DEFAULTS.listWidth,
  }
}

function oneOf<T extends string>(value: unknown, options: readonly T[], otherwise: T): T {
  return options.find((option) => option === value) ?? otherwise
}
