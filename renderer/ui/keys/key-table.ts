import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

import type { ActionId } from '#shared/domain/keys/actions'
import { keysInForce, type KeyChoices, type KeysInForce } from '#shared/domain/keys/keys-in-force'
import { matchesShortcut, type KeyLike } from '#shared/domain/keys/shortcut'

/** The keys of this window, as the settings last told: handlers, tooltips and menus all read them here. */
const table = createStore<KeysInForce>(() => keysInForce({}))

let choicesNow: KeyChoices = {}

export function takeKeyChoices(choices: KeyChoices): void {
  if (choices === choicesNow) return
  choicesNow = choices
  table.setState(keysInForce(choices), true)
}

/** Is this the key that the action has now? */
export function isAction(event: KeyLike, action: ActionId): boolean {
  const key = table.getState().keys[action]
  return key !== null && matchesShortcut(event, key)
}

export function useKeysInForce(): KeysInForce {
  return useStore(table)
}
