import type { KeyState, KeyStates } from '#shared/contract/ipc/links'
import type { Disposable } from '#shared/lib/disposable'

export type KeyAction = keyof KeyStates
export const KEY_ACTIONS = ['answer', 'hangUp', 'dial'] as const satisfies readonly KeyAction[]

/** Electron's `globalShortcut`, as far as it is used. `register` throws for what names no key. */
export interface ShortcutPort {
  register(accelerator: string, action: () => void): boolean
  unregister(accelerator: string): void
}

export interface GlobalKeysOptions {
  readonly port: ShortcutPort
  readonly run: (action: KeyAction) => void
  readonly onChanged: (states: KeyStates) => void
}

/** While what an action is for is there. */
export type KeyNeeds = Readonly<Record<KeyAction, boolean>>

/**
 * Keys over all programs (spec K16). A key is taken from the others only while it has something to do: that of the
 * answer while a call rings, that of the goodbye while there is one. Whether the system would give it is tried when it
 * is chosen, so that the person hears of a conflict then and not with the first call.
 */
export class GlobalKeys implements Disposable {
  private wanted: Readonly<Record<KeyAction, string | null>> = { answer: null, hangUp: null, dial: null }
  private needs: KeyNeeds = { answer: false, hangUp: false, dial: true }
  private readonly held = new Map<KeyAction, string>()
  private current: KeyStates = { answer: 'off', hangUp: 'off', dial: 'off' }

  constructor(private readonly options: GlobalKeysOptions) {}

  get states(): KeyStates {
    return this.current
  }

  setKeys(wanted: Readonly<Record<KeyAction, string | null>>): void {
    const changed = KEY_ACTIONS.filter((action) => wanted[action] !== this.wanted[action])
    if (changed.length === 0) return
    this.wanted = wanted
    for (const action of KEY_ACTIONS) this.release(action)
    this.settle((action) => (this.needs[action] ? this.take(action) : this.probe(action)))
  }

  setNeeds(needs: KeyNeeds): void {
    const before = this.needs
    this.needs = needs
    for (const action of KEY_ACTIONS) if (!needs[action]) this.release(action)
    this.settle((action) => (needs[action] && !before[action] ? this.take(action) : this.current[action]))
  }

  dispose(): void {
    for (const action of KEY_ACTIONS) this.release(action)
  }

  private settle(stateOf: (action: KeyAction) => KeyState): void {
    const states = Object.fromEntries(
      KEY_ACTIONS.map((action) => [action, this.without(action) ?? stateOf(action)]),
      // `fromEntries` forgets that all three are there.
    ) as KeyStates
    if (KEY_ACTIONS.every((action) => states[action] === this.current[action])) return
    this.current = states
    this.options.onChanged(states)
  }

  /** What needs no asking. */
  private without(action: KeyAction): KeyState | null {
    const key = this.wanted[action]
    if (key === null) return 'off'
    const first = KEY_ACTIONS.find((other) => this.wanted[other] === key)
    return first === action ? null : 'double'
  }

  private probe(action: KeyAction): KeyState {
    const state = this.take(action)
    this.release(action)
    return state
  }

  private take(action: KeyAction): KeyState {
    const key = this.wanted[action]
    if (key === null) return 'off'
    if (this.held.has(action)) return 'ready'
    try {
      const isOurs = this.options.port.register(key, () => {
        this.options.run(action)
      })
      if (isOurs) this.held.set(action, key)
      return isOurs ? 'ready' : 'taken'
    } catch (error) {
      // Electron throws for a text that names no key.
      if (error instanceof Error) return 'invalid'
      throw error
    }
  }

  private release(action: KeyAction): void {
    const key = this.held.get(action)
    this.held.delete(action)
    if (key !== undefined) this.options.port.unregister(key)
  }
}
