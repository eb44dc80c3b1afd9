import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A card without a name. */
export function NoClients() {
  return (
    <Illustration>
      <path className={classes.body} d="M22 16h76a6 6 0 0 1 6 6v44a6 6 0 0 1-6 6H22a6 6 0 0 1-6-6V22a6 6 0 0 1 6-6z" />
      <circle className={classes.accentBody} cx={40} cy={37} r={8} />
      <path className={classes.accentBody} d="M26 62c1-8.5 7-12.5 14-12.5S53 53.5 54 62z" />
      <path d="M64 34h28M64 45h20M64 56h24" />
    </Illustration>
  )
}
