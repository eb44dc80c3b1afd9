import { useCallback, useMemo, useState } from 'react'

interface Turn<T> {
  /** Later ones have higher numbers. */
  readonly number: number
  readonly begun: T
}

let turns = 0

function beginTurn<T>(begin: () => T): Turn<T> {
  turns += 1
  return { number: turns, begun: begin() }
}

/**
 * The state of one of several things that take turns in the same place: it begins anew with another `key`, and what is still
 * told of the one before is not taken for it. No state is set for that, which would draw everything a second time.
 */
export function useStateOf<T>(key: string, begin: () => T): [T, (next: T) => void] {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- another `begin` of the same thing begins nothing
  const turn = useMemo(() => beginTurn(begin), [key])
  const [told, setTold] = useState<{ readonly number: number; readonly value: T } | null>(null)
  const set = useCallback(
    (value: T) => {
      const { number, begun } = turn
      setTold((before) => {
        const isSame = Object.is(before?.number === number ? before.value : begun, value)
        return isSame || (before && before.number > number) ? before : { number, value }
      })
    },
    [turn],
  )
  return [told?.number === turn.number ? told.value : turn.begun, set]
}
