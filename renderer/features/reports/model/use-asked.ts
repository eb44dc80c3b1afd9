import { useCallback, useEffect, useState } from 'react'

import type { HubFailure } from '../../../ipc/hub-ask'
import type { Answer } from './reports-rest'

export interface Asked<T> {
  /** Of the question before, while a new one is under way. */
  readonly value: T | null
  readonly failure: HubFailure | null
  readonly isBusy: boolean
  readonly again: () => void
}

interface Heard<T> {
  readonly value: T | null
  readonly failure: HubFailure | null
  /** What was answered; `null`: nothing yet. */
  readonly to: { readonly ask: () => Answer<T>; readonly attempt: number } | null
}

/** Asks when the page is opened and each time that the question is another; a late answer to an old one is not shown. */
export function useAsked<T>(ask: () => Answer<T>): Asked<T> {
  const [heard, setHeard] = useState<Heard<T>>({ value: null, failure: null, to: null })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    void ask().then((answer) => {
      if (!isCurrent) return
      const to = { ask, attempt }
      setHeard((before) =>
        answer.ok ? { value: answer.value, failure: null, to } : { value: before.value, failure: answer.error, to },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [ask, attempt])
  const again = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  const { value, failure, to } = heard
  return { value, failure, isBusy: to?.ask !== ask || to.attempt !== attempt, again }
}
