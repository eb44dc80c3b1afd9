import { useRef, type PointerEvent } from 'react'

import type { ChatId } from '#shared/domain/ids'

/** A hand trembles so far between press and release. */
const STILL_PX = 8

export interface PressedRowProps {
  readonly onOpen: (id: ChatId) => void
}

export interface PressedRow {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerUp: (event: PointerEvent) => void
}

/**
 * Opens the row that was pressed though another one has come under the pointer until it was released: the browser gives
 * such a click to neither of them, and a list that fills or receives a message moves at any moment.
 */
export function usePressedRow({ onOpen }: PressedRowProps): PressedRow {
  const pressed = useRef<{ readonly row: Element; readonly x: number; readonly y: number } | null>(null)
  return {
    onPointerDown: ({ button, target, clientX: x, clientY: y }) => {
      const row = button === 0 ? rowAt(target) : null
      pressed.current = row && { row, x, y }
    },
    onPointerUp: ({ target, clientX, clientY }) => {
      const press = pressed.current
      pressed.current = null
      if (!press || press.row === rowUnder(target)) return
      if (Math.hypot(clientX - press.x, clientY - press.y) > STILL_PX) return
      const id = press.row.getAttribute('data-chat')
      if (id !== null) onOpen(id as ChatId)
    },
  }
}

/** `null` on what a row has of its own to press, which does not open it. */
function rowAt(target: EventTarget): Element | null {
  return target instanceof Element && target.closest('[data-deed]') ? null : rowUnder(target)
}

function rowUnder(target: EventTarget): Element | null {
  return target instanceof Element ? target.closest('[data-chat]') : null
}
