import { z } from 'zod'

import { LINK_SCHEMES, MAX_LINK_LENGTH } from '#shared/domain/dial-link'
import { OWN_SCHEME } from '#shared/domain/own-link'

/** Links come before anybody can look at them: with the start itself, or (macOS) even before the application is ready. */
export interface LinkInbox {
  readonly add: (url: string) => void
  /** Hears the one that waits and all that follow. */
  readonly onLink: (listener: (url: string) => void) => void
}

export function createLinkInbox(): LinkInbox {
  let waiting: string | null = null
  let tell: ((url: string) => void) | null = null
  return {
    add(url) {
      if (tell) tell(url)
      else waiting = url
    },
    onLink(listener) {
      tell = listener
      if (waiting !== null) listener(waiting)
      waiting = null
    },
  }
}

const SCHEME = new RegExp(`^(?:${[...LINK_SCHEMES, OWN_SCHEME].join('|')}):`, 'i')

/** Windows and Linux hand a link over as an argument of a new start. `null`: none among them. */
export function linkAmong(argv: readonly string[]): string | null {
  return (
    argv
      .slice(1)
      .find((argument) => SCHEME.test(argument))
      ?.slice(0, MAX_LINK_LENGTH + 1) ?? null
  )
}

const handedOver = z.object({
  link: z
    .string()
    .max(MAX_LINK_LENGTH + 1)
    .nullable(),
})

/** What a second start sent to the first; its sender is whoever can start programs here. */
export function handedOverLink(data: unknown): string | null {
  const parsed = handedOver.safeParse(data)
  return parsed.success ? parsed.data.link : null
}
