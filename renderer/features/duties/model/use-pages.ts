import { useCallback, useEffect, useState } from 'react'

import type { DutyFilter } from './duty-filter'
import type { DutyFailure, Page } from './duties-rest'
import type { Result } from '#shared/lib/result'

type Read<T> = (filter: DutyFilter, next?: string) => Promise<Result<Page<T>, DutyFailure>>

export interface Pages<T> {
  /** `null`: not read yet. */
  readonly entries: readonly T[] | null
  readonly failure: DutyFailure | null
  readonly isBusy: boolean
  /** `null`: that is all. */
  readonly more: (() => void) | null
  readonly again: () => void
}

interface State<T> {
  readonly of: DutyFilter | null
  readonly attempt: number
  readonly entries: readonly T[] | null
  readonly next: string | null
  readonly failure: DutyFailure | null
  readonly isReadingOn: boolean
}

/** The newest of what the filter lets through, and more on demand. */
export function usePages<T>(read: Read<T>, filter: DutyFilter): Pages<T> {
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<State<T>>({
    of: null,
    attempt: 0,
    entries: null,
    next: null,
    failure: null,
    isReadingOn: false,
  })
  useEffect(() => {
    let isCurrent = true
    void read(filter).then((answer) => {
      if (!isCurrent) return
      const done = { of: filter, attempt, isReadingOn: false }
      setState((before) =>
        answer.ok
          ? { ...done, entries: answer.value.entries, next: answer.value.next, failure: null }
          : { ...done, entries: before.entries, next: null, failure: answer.error },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [read, filter, attempt])
  const { next } = state
  const isCurrent = state.of === filter && state.attempt === attempt
  const more = (): void => {
    if (next === null || !isCurrent) return
    setState((before) => ({ ...before, isReadingOn: true }))
    void read(filter, next).then((answer) => {
      setState((before) => {
        if (before.of !== filter) return before
        const rest = { ...before, isReadingOn: false }
        if (!answer.ok) return { ...rest, failure: answer.error }
        const entries = [...(before.entries ?? []), ...answer.value.entries]
        return { ...rest, entries, next: answer.value.next, failure: null }
      })
    })
  }
  const again = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  return {
    entries: state.entries,
    failure: state.failure,
    isBusy: !isCurrent || state.isReadingOn,
    more: next === null ? null : more,
    again,
  }
}
