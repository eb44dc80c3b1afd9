import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A telephone that could ring. */
export function NoCalls() {
  return (
    <Illustration>
      <path
        className={classes.body}
        d="M30 44c0-7 12-14 30-14s30 7 30 14v5a4 4 0 0 1-4 4H76a4 4 0 0 1-4-4v-4c-4-1.4-8-2-12-2s-8 .6-12 2v4a4 4 0 0 1-4 4H34a4 4 0 0 1-4-4z"
      />
      <path className={classes.body} d="M38 60h44l7 16a2.5 2.5 0 0 1-2.3 3.5H33.3A2.5 2.5 0 0 1 31 76z" />
      <circle className={classes.spot} cx={52} cy={66} r={1.5} />
      <circle className={classes.spot} cx={60} cy={66} r={1.5} />
      <circle className={classes.spot} cx={68} cy={66} r={1.5} />
      <circle className={classes.spot} cx={52} cy={73} r={1.5} />
      <circle className={classes.spot} cx={60} cy={73} r={1.5} />
      <circle className={classes.spot} cx={68} cy={73} r={1.5} />
      <path className={classes.accent} d="M50 20c6-3 14-3 20 0M43 11c10-5.4 24-5.4 34 0" />
    </Illustration>
  )
}
