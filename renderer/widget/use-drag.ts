import { useRef, type PointerEvent } from 'react'

/** A hand that trembles has not dragged. */
const DRAG_FROM_PX = 4

export interface Drag {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
  /** Was the press that ends now a drag? Then it is no click. */
  readonly hasDragged: () => boolean
}

/** Moves the window by the icon, which is also pressed: the system's own drag regions swallow clicks. */
export function useDrag(move: (by: { x: number; y: number }) => void): Drag {
  const last = useRef<{ x: number; y: number } | null>(null)
  const isDragging = useRef(false)
  return {
    onPointerDown(event) {
      if (event.button !== 0) return
      last.current = { x: event.screenX, y: event.screenY }
      isDragging.current = false
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event) {
      if (!last.current) return
      const by = { x: Math.round(event.screenX - last.current.x), y: Math.round(event.screenY - last.current.y) }
      if (!isDragging.current && Math.hypot(by.x, by.y) < DRAG_FROM_PX) return
      isDragging.current = true
      last.current = { x: event.screenX, y: event.screenY }
      move(by)
    },
    onPointerUp() {
      last.current = null
    },
    hasDragged: () => isDragging.current,
  }
}
