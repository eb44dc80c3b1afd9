import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A lock. */
export function NoRights() {
  return (
    <Illustration>
      <path d="M44 38V27a16 16 0 0 1 32 0v11" />
      <path className={classes.body} d="M40 38h40a6 6 0 0 1 6 6v28a6 6 0 0 1-6 6H40a6 6 0 0 1-6-6V44a6 6 0 0 1 6-6z" />
      <circle className={classes.dot} cx={60} cy={55} r={4} />
      <path className={classes.accent} d="M60 58v9" />
    </Illustration>
  )
}
