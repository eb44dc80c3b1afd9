import { useCallback, useLayoutEffect, useRef } from 'react'

/** The very same function for as long as the component stands, which does what `act` of the last drawing does. */
export function useStable<Args extends readonly unknown[]>(act: ((...args: Args) => void) | undefined) {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...args: Args): void => {
    latest.current?.(...args)
  }, [])
}
