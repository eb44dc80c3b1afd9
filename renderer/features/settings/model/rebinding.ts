import { ACTIONS, type ActionId } from '#shared/domain/keys/actions'
import { keyRefusal, type KeyRefusal } from '#shared/domain/keys/key-refusal'
import { chooseKey, keyHolders, keysInForce, type KeyChoices } from '#shared/domain/keys/keys-in-force'
import type { Shortcut } from '#shared/domain/keys/shortcut'

/** Keys over all programs, as shortcuts are written. */
export type GlobalKeys = Readonly<Record<'answer' | 'hangUp' | 'dial', Shortcut | null>>

/** What comes of pressing a combination for an action. */
export type Attempt =
  | { readonly kind: 'free'; readonly choices: KeyChoices }
  | { readonly kind: 'refused'; readonly reason: KeyRefusal }
  | { readonly kind: 'global'; readonly by: keyof GlobalKeys }
  | {
      readonly kind: 'taken'
      readonly by: readonly [ActionId, ...ActionId[]]
      /** The others are left without a key; `null`: one of them never gives its key away. */
      readonly takeAway: KeyChoices | null
      /** The other gets the key that this one had; `null`: it cannot have it. */
      readonly swap: KeyChoices | null
    }

export function attemptKey(choices: KeyChoices, action: ActionId, key: Shortcut, globals: GlobalKeys): Attempt {
  const reason = keyRefusal(action, key)
  if (reason) return { kind: 'refused', reason }
  const global = (Object.keys(globals) as (keyof GlobalKeys)[]).find((each) => globals[each] === key)
  if (global !== undefined) return { kind: 'global', by: global }
  const { keys } = keysInForce(choices)
  const [first, ...more] = keyHolders(keys, action, key)
  const wished = chooseKey(choices, action, key)
  if (first === undefined) return { kind: 'free', choices: wished }
  const by = [first, ...more] as const
  const canTake = by.every((each) => !ACTIONS[each].isFixed)
  const mine = keys[action]
  const exchanged = mine === null || more.length > 0 ? null : chooseKey(wished, first, mine)
  return {
    kind: 'taken',
    by,
    takeAway: canTake ? by.reduce<KeyChoices>((left, each) => chooseKey(left, each, null), wished) : null,
    swap: exchanged && holds(exchanged, action, key) && holds(exchanged, first, mine) ? exchanged : null,
  }
}

function holds(choices: KeyChoices, action: ActionId, key: Shortcut | null): boolean {
  return keysInForce(choices).keys[action] === key
}

/** `CommandOrControl+Shift+A`, as Electron writes it → `Ctrl+Shift+KeyA`. */
export function shortcutOfAccelerator(accelerator: string | null): Shortcut | null {
  if (accelerator === null) return null
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  const code = /^[A-Z]$/.test(key) ? `Key${key}` : /^\d$/.test(key) ? `Digit${key}` : key
  const held = [
    parts.includes('CommandOrControl') ? 'Ctrl' : null,
    parts.includes('Alt') ? 'Alt' : null,
    parts.includes('Shift') ? 'Shift' : null,
  ].filter((part) => part !== null)
  return [...held, code].join('+')
}
