import { useCallback, useEffect, useState } from 'react'

import type { Result } from '#shared/lib/result'

import type { AskFailure } from '../../../../data/desk-data'

/** Asked of the channel once the dialog stands, and again when the person says so. `null`: no answer yet. */
export function useAsked<T>(
  ask: () => Promise<Result<T, AskFailure>>,
): readonly [Result<T, AskFailure> | null, () => void] {
  const [answer, setAnswer] = useState<Result<T, AskFailure> | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    void ask().then((found) => {
      if (isCurrent) setAnswer(found)
    })
    return () => {
      isCurrent = false
    }
  }, [ask, attempt])
  const again = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  return [answer, again]
}
