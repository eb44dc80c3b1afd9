import type { ActionId, ActionPlace } from '#shared/domain/keys/actions'
import { ACTION_IDS, ACTIONS } from '#shared/domain/keys/actions'
import type { KeyTable } from '#shared/domain/keys/keys-in-force'

import { shortcutLabel } from '../../../ui/keys/shortcut-label'

/** Actions of a place whose name, or whose key, has all the words that were typed. */
export function findActions(
  place: ActionPlace,
  typed: string,
  keys: KeyTable,
  nameOf: (action: ActionId) => string,
): readonly ActionId[] {
  const words = plain(typed)
    .split(/[\s+]+/)
    .filter((word) => word !== '')
  return ACTION_IDS.filter((action) => {
    if (ACTIONS[action].place !== place) return false
    const key = keys[action]
    const own = plain(`${nameOf(action)} ${key === null ? '' : shortcutLabel(key)}`)
    return words.every((word) => own.includes(word))
  })
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
