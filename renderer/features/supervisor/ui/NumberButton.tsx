import classes from './Wall.module.css'

export interface NumberButtonProps {
  readonly value: string | number
  /** What is counted, for whoever does not see the column. */
  readonly label: string
  readonly isBad?: boolean
  /** `null`: there is nothing behind it. */
  readonly onOpen: (() => void) | null
}

/** A number of the wall; pressed, it opens the cases behind it. */
export function NumberButton({ value, label, isBad = false, onOpen }: NumberButtonProps) {
  if (onOpen === null)
    return (
      <span className={classes.number} data-bad={isBad || undefined}>
        {value}
      </span>
    )
  return (
    <button
      type="button"
      className={classes.number}
      data-bad={isBad || undefined}
      aria-label={`${label}: ${String(value)}`}
      title={label}
      onClick={onOpen}
    >
      {value}
    </button>
  )
}
