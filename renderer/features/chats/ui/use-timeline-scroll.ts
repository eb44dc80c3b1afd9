import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

import { whenPainted } from '../../../ui/when-painted'
import { drawnSpan, openingSpan, widenedDown, widenedUp, type RowExtent, type RowSpan } from '../model/row-span'

/** Closer to the end than this counts as being there. */
const BOTTOM_PX = 48
/** Closer to either end of what is drawn than this, more is drawn. */
const AHEAD_PX = 900
/** At least so much stands above the window. */
const FILLED_PX = 24

export interface TimelineScrollProps extends RowExtent {
  /** The place with which it begins; `null`: its end. */
  readonly openAt: number | null
  readonly lastId: string | null
  /** The person has just written the last one: it comes into sight wherever one was. */
  readonly isLastOwn: boolean
  readonly onAtBottom: (isAtBottom: boolean) => void
  /** The first row is near. */
  readonly onStart: () => void
}

export interface TimelineScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: RefObject<HTMLDivElement | null>
  readonly from: number
  readonly to: number
  readonly handleScroll: () => void
  readonly toBottom: () => void
}

interface Anchor {
  readonly row: Element
  readonly topPx: number
}

/**
 * Keeps the place in a conversation of which only some rows are drawn. Drawn and placed in one pass, so that the first frame
 * of a conversation is the right one: a virtual list that measures its rows needs several.
 */
export function useTimelineScroll(props: TimelineScrollProps): TimelineScroll {
  const { first, end, openAt, lastId, isLastOwn, onAtBottom, onStart } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const [span, setSpan] = useState<RowSpan>(() => openingSpan({ first, end }, openAt))
  const { from, to } = drawnSpan(span, { first, end })
  const isAtBottom = useRef(true)
  /** A row that must stay where it is while others are drawn around it. */
  const anchor = useRef<Anchor | null>(null)
  const askedFor = useRef<number | null>(null)
  /** At its end, of which the first frame is not on the screen yet. */
  const isOpening = useRef(openAt === null)
  /** How tall the rows and the window were when they were looked at last. */
  const seen = useRef('')
  const isAtEnd = to === end

  const look = useCallback(() => {
    const box = scroller.current
    if (!box) return
    seen.current = sizeOf(box)
    const isNow = isAtEnd && box.scrollHeight - box.scrollTop - box.clientHeight <= BOTTOM_PX
    if (isNow !== isAtBottom.current) {
      isAtBottom.current = isNow
      onAtBottom(isNow)
    }
    if (from === first && box.scrollTop < AHEAD_PX && askedFor.current !== first) {
      askedFor.current = first
      onStart()
    }
  }, [isAtEnd, from, first, onAtBottom, onStart])

  const hold = useCallback(() => {
    anchor.current = anchorOf(scroller.current, rows.current)
  }, [])
  const widened = useCallback(() => {
    const box = scroller.current
    if (!box) return span
    if (box.scrollTop < AHEAD_PX) return widenedUp(span, { first, end })
    return box.scrollHeight - box.scrollTop - box.clientHeight < AHEAD_PX ? widenedDown(span, { first, end }) : span
  }, [span, first, end])
  const handleScroll = useCallback(() => {
    const box = scroller.current
    // Less room, as for a call's comment, is told as scrolling before the observer below hears of it.
    if (box && isAtBottom.current && sizeOf(box) !== seen.current) box.scrollTop = box.scrollHeight
    look()
    // The place of the first frame is no scrolling: what is above it is drawn after it.
    if (isOpening.current) return
    const next = widened()
    if (next === span) return
    hold()
    // At once: whoever scrolls on would be thrown back to where they were.
    flushSync(() => {
      setSpan(next)
    })
  }, [look, widened, hold, span])
  const toBottom = useCallback(() => {
    flushSync(() => {
      setSpan(openingSpan({ first, end }, null))
    })
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [first, end])

  const laidOut = useRef<{ readonly lastId: string | null } | null>(null)
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const before = laidOut.current
    laidOut.current = { lastId }
    const held = anchor.current
    anchor.current = null
    if (!before) {
      const row = openAt === null ? null : rows.current?.children[openAt - from]
      if (row) row.scrollIntoView({ block: 'center' })
      else box.scrollTop = box.scrollHeight
    } else {
      if (before.lastId !== lastId && isLastOwn) {
        isAtBottom.current = true
        setSpan((one) => (one.to === null ? one : openingSpan({ first, end }, null)))
      }
      // Before the look below: what has grown meanwhile, as a note that a message was refused, moves nobody from the end.
      if (isAtBottom.current) box.scrollTop = box.scrollHeight
      else if (held?.row.isConnected) box.scrollTop += held.row.getBoundingClientRect().top - held.topPx
    }
    // A tall window, or short messages: it is filled before anything is painted.
    if (box.scrollHeight - box.clientHeight < FILLED_PX) setSpan((one) => widenedUp(one, { first, end }))
    look()
  }, [first, end, from, to, lastId, isLastOwn, openAt, look])

  // What is above the first frame is drawn after it, and what has come in above when one stands there.
  const drawnFor = useRef(first)
  const widen = useEffectEvent(() => {
    const next = isOpening.current ? widenedUp(span, { first, end }) : widened()
    isOpening.current = false
    if (next === span) return
    hold()
    setSpan(next)
  })
  useEffect(() => {
    if (drawnFor.current === first) return
    drawnFor.current = first
    if (!isOpening.current) widen()
  }, [first])
  useEffect(() => {
    if (!isOpening.current) return
    return whenPainted(() => {
      widen()
      return undefined
    })
  }, [])

  // Pictures that load, a composer that grows: who is at the end stays there.
  useEffect(() => {
    const [box, column] = [scroller.current, rows.current]
    if (!box || !column) return
    const observer = new ResizeObserver(() => {
      if (isAtBottom.current) box.scrollTop = box.scrollHeight
      seen.current = sizeOf(box)
    })
    observer.observe(box)
    observer.observe(column)
    return () => {
      observer.disconnect()
    }
  }, [])

  return { scroller, rows, from, to, handleScroll, toBottom }
}

function sizeOf(box: Element): string {
  return `${String(box.scrollHeight)} ${String(box.clientHeight)}`
}

/** The first row in sight. */
function anchorOf(box: Element | null, column: Element | null): Anchor | null {
  const top = box?.getBoundingClientRect().top ?? 0
  for (const row of column?.children ?? []) {
    const place = row.getBoundingClientRect()
    if (place.bottom > top) return { row, topPx: place.top }
  }
  return null
}
