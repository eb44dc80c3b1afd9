import { useCallback, useEffect, useRef } from 'react'

import type { ChatId } from '#shared/domain/ids'

import { TIMELINE_PAGE } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import type { ShownRange } from '../model/list-window'

/** A list that moves is not read ahead of. */
const REST_MS = 60
/** Whatever else there is to do comes between. */
const BETWEEN_MS = 5

export interface ReadAheadProps {
  /** The rows that were read, the first of them at `offset`. */
  readonly ids: readonly ChatId[]
  readonly offset: number
  readonly openId: ChatId | null
}

export interface ReadAhead {
  /** Other rows are on the screen. */
  readonly noteShown: (range: ShownRange) => void
  /** Somebody is about to open one of them. */
  readonly noteApproach: () => void
}

/**
 * The ends of the conversations whose rows are on the screen, read one after the other while the list rests:
 * whichever is opened next is there at once. Only for somebody who is in the list, so that a desk at rest reads nothing.
 */
export function useReadAhead({ ids, offset, openId }: ReadAheadProps): ReadAhead {
  const data = useDeskData()
  const listed = useRef({ ids, offset })
  const shown = useRef<ShownRange | null>(null)
  const isNear = useRef(false)
  const timer = useRef(0)

  const begin = useCallback(() => {
    clearTimeout(timer.current)
    const { current: range } = shown
    if (!range || !isNear.current) return
    const read = (waiting: readonly ChatId[]) => {
      const [id, ...others] = waiting
      if (id === undefined) return
      const mine = timer.current
      void data.readAhead(id, TIMELINE_PAGE).then(() => {
        if (timer.current === mine) later(BETWEEN_MS, others)
      })
    }
    const later = (delayMs: number, waiting: readonly ChatId[] | null) => {
      timer.current = window.setTimeout(() => {
        const { ids: all, offset: first } = listed.current
        read(waiting ?? all.slice(Math.max(0, range.startIndex - first), range.endIndex + 1 - first))
      }, delayMs)
    }
    later(REST_MS, null)
  }, [data])

  useEffect(() => {
    listed.current = { ids, offset }
  }, [ids, offset])
  useEffect(() => {
    if (openId === null) return
    isNear.current = true
    begin()
  }, [openId, begin])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = 0
    },
    [],
  )
  const noteShown = useCallback(
    (range: ShownRange) => {
      shown.current = range
      begin()
    },
    [begin],
  )
  const noteApproach = useCallback(() => {
    isNear.current = true
    begin()
  }, [begin])
  return { noteShown, noteApproach }
}
