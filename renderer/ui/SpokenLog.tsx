import { useCallback, useEffect, useRef, useState } from 'react'

import { useClock } from './clock-context'

export interface SpokenLine {
  readonly id: number
  readonly text: string
}

/** A screen reader has taken a line by then. */
const KEPT_MS = 5_000

/** Lines for `SpokenLog`, and the hand that adds one. */
export function useSpoken(): readonly [lines: readonly SpokenLine[], speak: (text: string) => void] {
  const clock = useClock()
  const [lines, setLines] = useState<readonly SpokenLine[]>([])
  const nextId = useRef(0)
  const speak = useCallback((text: string) => {
    nextId.current += 1
    const line = { id: nextId.current, text }
    setLines((before) => [...before, line])
  }, [])
  const newest = lines.at(-1)?.id
  useEffect(() => {
    if (newest === undefined) return
    const timer = clock.schedule(KEPT_MS, () => {
      setLines([])
    })
    return () => {
      timer.dispose()
    }
  }, [clock, newest])
  return [lines, speak]
}

/** Heard and not seen. Each line is a node of its own, so that the same words twice are spoken twice and none again. */
export function SpokenLog({ lines }: { readonly lines: readonly SpokenLine[] }) {
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-relevant="additions">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
