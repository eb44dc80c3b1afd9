import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A cloud, and the line to it is broken. */
export function Offline() {
  return (
    <Illustration>
      <path className={classes.body} d="M38 60h42a16 16 0 0 0 2.5-31.8A24 24 0 0 0 37 26.5 17 17 0 0 0 38 60z" />
      <path d="M16 76h30M74 76h30" />
      <path className={classes.accent} d="M54 68l-5 16M71 68l-5 16" />
    </Illustration>
  )
}
