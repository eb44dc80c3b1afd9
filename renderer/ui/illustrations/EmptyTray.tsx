import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** An empty tray, and what falls into it. */
export function EmptyTray() {
  return (
    <Illustration>
      <path
        className={classes.body}
        d="M20 50l10-24a6 6 0 0 1 5.5-3.7h49A6 6 0 0 1 90 26l10 24v22a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6z"
      />
      <path d="M20 50h24l6 11h20l6-11h24" />
      <path className={classes.accent} d="M60 8v30M50 29l10 10 10-10" />
    </Illustration>
  )
}
