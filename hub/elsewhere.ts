import { Emitter } from '#shared/lib/emitter'

/** What other hubs on the same database have at hand now, and what they are to know of this one. */
export interface Elsewhere<V> {
  /** What is at hand here under this key; `null`: nothing any more. */
  tell(key: string, value: V | null): void
  /** What the others have under this key, one for each hub. */
  of(key: string): readonly V[]
  /** What the others have anything under. */
  keys(): readonly string[]
  /** What another hub has under this key is another now. */
  readonly changed: Emitter<string>
}

/** There is no other hub. */
export const nowhere: Elsewhere<never> = {
  tell: () => undefined,
  of: () => [],
  keys: () => [],
  // Nothing is ever emitted, so no listener can fail.
  changed: new Emitter(() => undefined),
}
