import { useCallback, useState } from 'react'

/**
 * The state of one of several things that take turns in the same place: it begins anew with another `key`, and what is still
 * told of the one before is not taken for it.
 */
export function useStateOf<T>(key: string, begin: () => T): [T, (next: T) => void] {
  const [held, setHeld] = useState(() => ({ key, value: begin() }))
  let now = held
  if (held.key !== key) {
    now = { key, value: begin() }
    // While rendering, as React asks for: no frame shows what belongs to the one before.
    setHeld(now)
  }
  const set = useCallback(
    (next: T) => {
      setHeld((before) => (before.key === key ? { key, value: next } : before))
    },
    [key],
  )
  return [now.value, set]
}
