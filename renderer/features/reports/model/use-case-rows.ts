import { useEffect, useMemo, useRef, useState } from 'react'

import type { CaseRow } from '#shared/contract/reports'

import type { HubFailure } from '../../../ipc/hub-ask'
import type { CaseFilter } from './case-filter'
import type { CaseOrder, ReportsRest } from './reports-rest'

export interface CaseRowsState {
  readonly rows: readonly CaseRow[]
  /** In the whole selection; `null` until the first page is there. */
  readonly total: number | null
  readonly isBusy: boolean
  readonly failure: HubFailure | null
  /** More are wished for: the person has come near the end of those that are there. */
  readonly more: () => void
  readonly again: () => void
}

interface Wish {
  readonly filter: CaseFilter
  readonly order: CaseOrder
  readonly attempt: number
}

interface Loaded {
  /** Which selection it is; an answer for another one is dropped. */
  readonly of: Wish | null
  readonly rows: readonly CaseRow[]
  readonly total: number | null
  readonly next: string | null
  readonly failure: HubFailure | null
}

/** Pages of a selection, fetched as far as the person scrolls. */
export function useCaseRows(rest: ReportsRest, filter: CaseFilter, order: CaseOrder): CaseRowsState {
  const [attempt, setAttempt] = useState(0)
  const wish = useMemo<Wish>(() => ({ filter, order, attempt }), [filter, order, attempt])
  const [loaded, setLoaded] = useState<Loaded>({ of: null, rows: [], total: null, next: null, failure: null })
  const isFetchingMore = useRef(false)

  useEffect(() => {
    let isCurrent = true
    void rest.cases(wish.filter, wish.order, null).then((answer) => {
      if (!isCurrent) return
      setLoaded((before) =>
        answer.ok ? { of: wish, failure: null, ...answer.value } : { ...before, of: wish, failure: answer.error },
      )
    })
    return () => {
      isCurrent = false
    }
  }, [rest, wish])

  const more = (): void => {
    const { next } = loaded
    if (next === null || loaded.of !== wish || isFetchingMore.current) return
    isFetchingMore.current = true
    void rest.cases(wish.filter, wish.order, next).then((answer) => {
      isFetchingMore.current = false
      setLoaded((before) => {
        if (before.of !== wish || before.next !== next) return before
        if (!answer.ok) return { ...before, failure: answer.error }
        const { rows, next: later } = answer.value
        return { ...before, rows: [...before.rows, ...rows], next: later, failure: null }
      })
    })
  }
  const { rows, total, failure } = loaded
  return {
    rows,
    total,
    isBusy: loaded.of !== wish,
    failure,
    more,
    again: () => {
      setAttempt(attempt + 1)
    },
  }
}
