import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A machine that waits to be told what to say. */
export function NoBots() {
  return (
    <Illustration>
      <path
        className={classes.body}
        d="M42 28h36a10 10 0 0 1 10 10v22a10 10 0 0 1-10 10H42a10 10 0 0 1-10-10V38a10 10 0 0 1 10-10z"
      />
      <path d="M60 28V17M26 44v10M94 44v10M52 60h16" />
      <circle className={classes.accentBody} cx={60} cy={13} r={4} />
      <circle className={classes.dot} cx={49} cy={47} r={3} />
      <circle className={classes.dot} cx={71} cy={47} r={3} />
    </Illustration>
  )
}
