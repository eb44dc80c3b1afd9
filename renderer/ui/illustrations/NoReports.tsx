import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** Axes that wait for their columns. */
export function NoReports() {
  return (
    <Illustration>
      <path className={classes.body} d="M34 52h12v22H34zM54 42h12v32H54zM74 48h12v26H74z" />
      <path d="M22 12v62h80" />
      <path className={classes.accent} d="M32 40l20-14 20 9 24-19" />
      <circle className={classes.dot} cx={96} cy={16} r={3} />
    </Illustration>
  )
}
