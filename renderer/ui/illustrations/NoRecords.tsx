import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A page on which time will write. */
export function NoRecords() {
  return (
    <Illustration>
      <path className={classes.body} d="M34 8h36l18 18v46a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6V14a6 6 0 0 1 6-6z" />
      <path d="M70 8v18h18M38 38h28M38 50h20M38 62h16" />
      <circle className={classes.accentBody} cx={84} cy={64} r={14} />
      <path className={classes.accent} d="M84 56v8l6 4" />
    </Illustration>
  )
}
