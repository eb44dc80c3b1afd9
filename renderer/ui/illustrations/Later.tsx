import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A clock. */
export function Later() {
  return (
    <Illustration>
      <circle className={classes.body} cx={60} cy={44} r={30} />
      <path d="M60 20v3M60 65v3M36 44h3M81 44h3" />
      <path className={classes.accent} d="M60 29v15l11 8" />
      <circle className={classes.dot} cx={60} cy={44} r={2.2} />
    </Illustration>
  )
}
