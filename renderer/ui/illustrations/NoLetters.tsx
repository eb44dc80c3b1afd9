import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** An envelope that leaves by itself. */
export function NoLetters() {
  return (
    <Illustration>
      <path className={classes.body} d="M22 22h64a6 6 0 0 1 6 6v38a6 6 0 0 1-6 6H22a6 6 0 0 1-6-6V28a6 6 0 0 1 6-6z" />
      <path d="M18 26l36 26 36-26" />
      <circle className={classes.accentBody} cx={92} cy={24} r={13} />
      <path className={classes.accent} d="M92 17v7l5 4" />
    </Illustration>
  )
}
