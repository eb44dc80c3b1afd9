import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A window with a crack. */
export function Broken() {
  return (
    <Illustration>
      <path className={classes.body} d="M20 12h80a6 6 0 0 1 6 6v52a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z" />
      <path d="M14 26h92" />
      <circle className={classes.spot} cx={22} cy={19} r={1.5} />
      <circle className={classes.spot} cx={28} cy={19} r={1.5} />
      <circle className={classes.spot} cx={34} cy={19} r={1.5} />
      <path className={classes.accent} d="M62 34l-9 13 14 7-9 14" />
    </Illustration>
  )
}
