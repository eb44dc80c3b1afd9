import { ACTION_IDS, ACTIONS, isActionId, type ActionId } from './actions'
import { keyRefusal, type KeyRefusal } from './key-refusal'
import type { Shortcut } from './shortcut'

/** What the person has changed: actions to their keys; `null`: the action has no key. */
export type KeyChoices = Readonly<Record<string, string | null>>

/** The key of every action; `null`: it has none. */
export type KeyTable = Readonly<Record<ActionId, Shortcut | null>>

/** A choice that does not count; what Otklik begins with holds instead. The choice itself stays where it is kept. */
export interface BrokenChoice {
  readonly action: string
  readonly key: string
  readonly reason: KeyRefusal | 'unknownAction' | 'taken'
}

export interface KeysInForce {
  readonly keys: KeyTable
  readonly broken: readonly BrokenChoice[]
}

export const USUAL_KEYS: KeyTable = Object.fromEntries(
  ACTION_IDS.map((action) => [action, ACTIONS[action].key]),
) as KeyTable

export function keysInForce(choices: KeyChoices): KeysInForce {
  const broken: BrokenChoice[] = []
  const kept = new Map<ActionId, Shortcut | null>()
  for (const [action, key] of Object.entries(choices)) {
    if (!isActionId(action)) broken.push({ action, key: key ?? '', reason: 'unknownAction' })
    else {
      const reason = key === null ? (ACTIONS[action].isFixed ? 'fixed' : null) : keyRefusal(action, key)
      if (reason) broken.push({ action, key: key ?? '', reason })
      else kept.set(action, key)
    }
  }
  // Each round takes one choice back, and without choices no two actions share a key.
  for (;;) {
    const keys: KeyTable = { ...USUAL_KEYS, ...Object.fromEntries(kept) }
    const shared = [...kept].find(([action, key]) => key !== null && keyHolders(keys, action, key).length > 0)
    if (!shared) return { keys, broken }
    const [action, key] = shared
    kept.delete(action)
    broken.push({ action, key: key ?? '', reason: 'taken' })
  }
}

/** Who else would hear this key where `action` does. */
export function keyHolders(keys: KeyTable, action: ActionId, key: Shortcut): readonly ActionId[] {
  return ACTION_IDS.filter((other) => other !== action && keys[other] === key && meet(action, other))
}

/** Escape leaves whatever is on top: fixed keys know their order themselves. */
function meet(one: ActionId, other: ActionId): boolean {
  const [a, b] = [ACTIONS[one], ACTIONS[other]]
  if (a.isFixed && b.isFixed) return false
  return a.reach === b.reach || a.reach === 'window' || b.reach === 'window'
}

/** The choices once `action` has this key; the usual one is no choice. */
export function chooseKey(choices: KeyChoices, action: ActionId, key: Shortcut | null): KeyChoices {
  const others = Object.fromEntries(Object.entries(choices).filter(([each]) => each !== action))
  return key === ACTIONS[action].key ? others : { ...others, [action]: key }
}
