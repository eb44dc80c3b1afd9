import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A lens over rows that are not it. */
export function NothingFound() {
  return (
    <Illustration>
      <path className={classes.body} d="M20 12h56a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4z" />
      <path className={classes.body} d="M20 36h56a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4z" />
      <path className={classes.body} d="M20 60h56a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4z" />
      <path d="M25 20h14M25 44h10M25 68h18" />
      <circle className={classes.accentBody} cx={74} cy={44} r={19} />
      <path className={classes.accent} d="M88 58l15 15M67 44h14" />
    </Illustration>
  )
}
