import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A handset, and a line to be added. */
export function NoLine() {
  return (
    <Illustration>
      <path className={classes.body} d="M32 8h26a7 7 0 0 1 7 7v58a7 7 0 0 1-7 7H32a7 7 0 0 1-7-7V15a7 7 0 0 1 7-7z" />
      <path d="M40 16h10" />
      <circle className={classes.spot} cx={36} cy={34} r={1.5} />
      <circle className={classes.spot} cx={45} cy={34} r={1.5} />
      <circle className={classes.spot} cx={54} cy={34} r={1.5} />
      <circle className={classes.spot} cx={36} cy={44} r={1.5} />
      <circle className={classes.spot} cx={45} cy={44} r={1.5} />
      <circle className={classes.spot} cx={54} cy={44} r={1.5} />
      <circle className={classes.spot} cx={36} cy={54} r={1.5} />
      <circle className={classes.spot} cx={45} cy={54} r={1.5} />
      <circle className={classes.spot} cx={54} cy={54} r={1.5} />
      <path d="M39 68h12" />
      <path d="M65 60c8 0 6-10 10-13" />
      <circle className={classes.accentBody} cx={88} cy={38} r={15} />
      <path className={classes.accent} d="M88 31v14M81 38h14" />
    </Illustration>
  )
}
