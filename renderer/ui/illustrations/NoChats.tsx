import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** Two people about to talk. */
export function NoChats() {
  return (
    <Illustration>
      <path
        className={classes.body}
        d="M26 10h42a10 10 0 0 1 10 10v18a10 10 0 0 1-10 10H40L29 58V48h-3a10 10 0 0 1-10-10V20a10 10 0 0 1 10-10z"
      />
      <path d="M30 23h34M30 34h20" />
      <path
        className={classes.accentBody}
        d="M64 38h30a10 10 0 0 1 10 10v14a10 10 0 0 1-10 10h-3v9L80 72H64a10 10 0 0 1-10-10V48a10 10 0 0 1 10-10z"
      />
      <circle className={classes.dot} cx={70} cy={55} r={2.2} />
      <circle className={classes.dot} cx={79} cy={55} r={2.2} />
      <circle className={classes.dot} cx={88} cy={55} r={2.2} />
    </Illustration>
  )
}
