import classes from './BarChart.module.css'

/** So many labels stand beside one another under columns. */
const LABELS = 12
const WHOLE = 100

export interface Bar {
  readonly key: string
  readonly label: string
  /** `null`: there is nothing to show. */
  readonly value: number | null
  readonly text: string
  readonly onOpen: (() => void) | null
}

export interface BarChartProps {
  readonly title: string
  /** Columns from left to right; else bars one under another, with room for names. */
  readonly isInTime: boolean
  readonly bars: readonly Bar[]
}

/** Bars of one measure. Each is a button with its name and number, so that neither eyes nor a mouse are needed. */
export function BarChart({ title, isInTime, bars }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  const every = Math.ceil(bars.length / LABELS)
  return (
    <figure className={classes.root}>
      <figcaption>{title}</figcaption>
      <ul className={isInTime ? classes.columns : classes.lines}>
        {bars.map((bar, at) => (
          <li key={bar.key}>
            {!isInTime && <span className={classes.name}>{bar.label}</span>}
            <BarMark bar={bar} share={((bar.value ?? 0) / most) * WHOLE} isInTime={isInTime} />
            {isInTime && (
              <span className={classes.tick} aria-hidden>
                {at % every === 0 ? bar.label : ''}
              </span>
            )}
          </li>
        ))}
      </ul>
    </figure>
  )
}

interface BarMarkProps {
  readonly bar: Bar
  readonly share: number
  readonly isInTime: boolean
}

function BarMark({ bar, share, isInTime }: BarMarkProps) {
  const spoken = `${bar.label}: ${bar.text}`
  const size = `${share.toFixed(2)}%`
  const inside = (
    <>
      {(isInTime || share > 0) && <i style={isInTime ? { height: size } : { width: size }} />}
      <b>{bar.value === null && isInTime ? '' : bar.text}</b>
    </>
  )
  if (bar.onOpen === null)
    return (
      <span className={classes.mark} role="img" aria-label={spoken} title={spoken}>
        {inside}
      </span>
    )
  return (
    <button type="button" className={classes.mark} aria-label={spoken} title={spoken} onClick={bar.onOpen}>
      {inside}
    </button>
  )
}
