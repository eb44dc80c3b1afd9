import { useNow } from '../../../ui/clock-context'
import { formatDuration } from '../../../ui/time'

export interface CallTimerProps {
  readonly sinceMs: number
  /** Name for screen readers; the running figure itself is not announced. */
  readonly label: string
  readonly className?: string | undefined
}

const TICK_MS = 500

/** Counts up in place: figures of equal width, nothing around it moves. */
export function CallTimer({ sinceMs, label, className }: CallTimerProps) {
  const nowMs = useNow(TICK_MS)
  return (
    <span className={`tabular ${className ?? ''}`} role="timer" aria-live="off" aria-label={label}>
      {formatDuration(nowMs - sinceMs)}
    </span>
  )
}
