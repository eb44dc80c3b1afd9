import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A list with one row chosen, and the conversation beside it. */
export function ChooseChat() {
  return (
    <Illustration>
      <path className={classes.body} d="M20 10h80a6 6 0 0 1 6 6v56a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6V16a6 6 0 0 1 6-6z" />
      <path d="M50 10v68M27 22h15M27 66h15" />
      <circle className={classes.spot} cx={21.5} cy={22} r={1.6} />
      <circle className={classes.spot} cx={21.5} cy={66} r={1.6} />
      <path
        className={classes.accentBody}
        d="M22 34h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4V38a4 4 0 0 1 4-4z"
      />
      <circle className={classes.dot} cx={25} cy={44} r={2} />
      <path className={classes.accent} d="M31 44h10" />
      <path d="M60 26h22M60 36h14" />
      <path className={classes.accent} d="M78 52h18M86 62h10" />
    </Illustration>
  )
}
