import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** A value for some keys, `null` for all others; who looks at a key hears of every change. */
export class KeyedValues<Key, Value> {
  private readonly values = new Map<Key, Value>()
  private readonly listeners = new Map<Key, Set<(value: Value | null) => void>>()

  get(key: Key): Value | null {
    return this.values.get(key) ?? null
  }

  set(key: Key, value: Value | null): void {
    if (this.get(key) === value) return
    if (value === null) this.values.delete(key)
    else this.values.set(key, value)
    for (const listener of [...(this.listeners.get(key) ?? [])]) listener(value)
  }

  clear(): void {
    for (const key of [...this.values.keys()]) this.set(key, null)
  }

  observe(key: Key, listener: (value: Value | null) => void): Disposable {
    const listeners = this.listeners.get(key) ?? new Set()
    this.listeners.set(key, listeners.add(listener))
    listener(this.get(key))
    return toDisposable(() => {
      listeners.delete(listener)
      if (listeners.size === 0) this.listeners.delete(key)
    })
  }
}
