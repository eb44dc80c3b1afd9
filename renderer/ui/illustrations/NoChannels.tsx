import classes from './Illustration.module.css'
import { Illustration } from './Illustration'

/** A plug before its socket. */
export function NoChannels() {
  return (
    <Illustration>
      <path d="M10 44h20M60 37h9M60 51h9" />
      <path className={classes.body} d="M34 29h20a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6H34a4 4 0 0 1-4-4V33a4 4 0 0 1 4-4z" />
      <path
        className={classes.accentBody}
        d="M80 29h9a11 11 0 0 1 11 11v8a11 11 0 0 1-11 11h-9a2 2 0 0 1-2-2V31a2 2 0 0 1 2-2z"
      />
      <path className={classes.accent} d="M100 44h10M66 22l-3-7M73 20v-8M80 22l3-7" />
    </Illustration>
  )
}
