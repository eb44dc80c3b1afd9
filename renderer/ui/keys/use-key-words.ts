import { useMemo } from 'react'

import type { ActionId } from '#shared/domain/keys/actions'

import { useKeysInForce } from './key-table'
import { ariaShortcut, shortcutLabel } from './shortcut-label'

export interface KeyWords {
  /** `Ctrl K`; empty where the action has no key. */
  readonly label: (action: ActionId) => string
  /** `Найти чат · Ctrl F`; the words alone where the action has no key. */
  readonly beside: (words: string, action: ActionId) => string
  /** For `aria-keyshortcuts`. */
  readonly aria: (action: ActionId) => string | undefined
}

/** The keys in force as texts. Whoever shows one is drawn anew when it changes. */
export function useKeyWords(): KeyWords {
  const { keys } = useKeysInForce()
  return useMemo(() => {
    const label = (action: ActionId) => (keys[action] === null ? '' : shortcutLabel(keys[action]))
    return {
      label,
      beside: (words, action) => (keys[action] === null ? words : `${words} · ${label(action)}`),
      aria: (action) => (keys[action] === null ? undefined : ariaShortcut(keys[action])),
    }
  }, [keys])
}
