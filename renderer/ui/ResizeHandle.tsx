import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

import classes from './ResizeHandle.module.css'

const STEP_PX = 16

export interface ResizeHandleProps {
  readonly label: string
  readonly width: number
  readonly min: number
  readonly max: number
  /** While it is being dragged. */
  readonly onChange: (width: number) => void
  /** Once it rests. */
  readonly onSettled: (width: number) => void
}

/** The edge between two columns: drag it, or move it with ← and →. */
export function ResizeHandle({ label, width, min, max, onChange, onSettled }: ResizeHandleProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const within = (wanted: number) => Math.round(Math.max(min, Math.min(max, wanted)))
  function handleMove(event: PointerEvent): void {
    if (start.current) onChange(within(start.current.width + event.clientX - start.current.x))
  }
  function handleKeys(event: KeyboardEvent): void {
    if (event.code !== 'ArrowLeft' && event.code !== 'ArrowRight') return
    event.preventDefault()
    const next = within(width + (event.code === 'ArrowLeft' ? -STEP_PX : STEP_PX))
    onChange(next)
    onSettled(next)
  }
  return (
    <div
      className={classes.handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      title={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={handleMove}
      onPointerUp={() => {
        if (start.current) onSettled(width)
        start.current = null
      }}
      onKeyDown={handleKeys}
    />
  )
}
