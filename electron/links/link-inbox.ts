import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { z } from 'zod'

import { LINK_SCHEMES, MAX_LINK_LENGTH } from '#shared/domain/dial-link'
import { OWN_SCHEME } from '#shared/domain/own-link'
import { tame } from '#shared/lib/read-json'

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

const SETUP_FILE = /\.otklik-setup$/i
/** More than the paths of any system that Otklik runs on, each sign of them as three. */
const MAX_FILE_ADDRESS = 16_384

/**
 * Windows and Linux hand a link, or a set-up file that was opened, over as an argument of a new start; the file becomes
 * its address. `null`: neither is among them.
 */
export function linkAmong(argv: readonly string[], folder: string): string | null {
  for (const argument of argv.slice(1)) {
    if (SCHEME.test(argument)) return argument.slice(0, MAX_LINK_LENGTH + 1)
    if (argument.startsWith('-') || !SETUP_FILE.test(argument)) continue
    const address = /^file:\/\//i.test(argument) ? argument : fileAddress(resolve(folder, argument))
    if (isSetupFile(address)) return address
  }
  return null
}

export function fileAddress(path: string): string {
  return pathToFileURL(path).href
}

/** A set-up file on this computer, as its address. */
export function isSetupFile(address: string): boolean {
  return address.length <= MAX_FILE_ADDRESS && /^file:\/\/\/./i.test(address) && SETUP_FILE.test(address)
}

const handedOver = z.object({
  link: z.union([z.string().max(MAX_LINK_LENGTH + 1), z.string().refine(isSetupFile)]).nullable(),
  isBackground: z.boolean().default(false),
})

/** What a second start sent to the first; its sender is whoever can start programs here. */
export function handedOverLink(data: unknown): string | null {
  const parsed = handedOver.safeParse(tame(data))
  return parsed.success ? parsed.data.link : null
}

/** The system started a second one with the computer: nobody asked to see the first. */
export function isHandedOverInBackground(data: unknown): boolean {
  const parsed = handedOver.safeParse(tame(data))
  return parsed.success && parsed.data.isBackground
}
