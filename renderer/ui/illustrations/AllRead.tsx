import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** Everything has been seen to. */
export function AllRead() {
  return (
    <Illustration>
      <path
        className={classes.body}
        d="M30 12h60a10 10 0 0 1 10 10v32a10 10 0 0 1-10 10H52L38 76V64h-8a10 10 0 0 1-10-10V22a10 10 0 0 1 10-10z"
      />
      <path className={classes.accent} d="M46 38l10 10 20-20" />
    </Illustration>
  )
}
