import { app, webContents, type WebContents } from 'electron'
import { z } from 'zod'

import type { Logger } from '#shared/lib/logger'
import type { WindowsRegistry } from '../ipc/windows-registry'

const MAX_LENGTH = 500

export interface WindowError {
  /** Name and message, without Chromium's words. */
  readonly error: string
  /** File and line; the rest of an address may hold ids. */
  readonly at: string
}

/**
 * Whatever nobody caught in a window, and what a window reports (`reportError`), goes to main's log. Chromium's own
 * lines about failed requests are left out: they repeat what the connection state tells, with addresses.
 */
export function logWindowErrors(windows: WindowsRegistry, logger: Logger): void {
  const watch = (contents: WebContents): void => {
    contents.on('console-message', (...args: readonly unknown[]) => {
      const found = windowErrorOf(args)
      if (found) logger.error('uncaught in a window', { window: windows.kindOf(contents), ...found })
    })
  }
  for (const contents of webContents.getAllWebContents()) watch(contents)
  app.on('web-contents-created', (_event, contents) => {
    watch(contents)
  })
}

/** Electron up to 34 tells level, text, line and source one by one, later versions all in the event. */
const positional = z.tuple([z.unknown(), z.literal(3), z.string(), z.number(), z.string()])
const inEvent = z
  .tuple([z.object({ level: z.literal('error'), message: z.string(), lineNumber: z.number(), sourceId: z.string() })])
  .rest(z.unknown())

/** `null` for every line of the console but an uncaught error. */
export function windowErrorOf(args: readonly unknown[]): WindowError | null {
  const old = positional.safeParse(args)
  if (old.success) return uncaught(old.data[2], old.data[3], old.data[4])
  const told = inEvent.safeParse(args)
  return told.success ? uncaught(told.data[0].message, told.data[0].lineNumber, told.data[0].sourceId) : null
}

function uncaught(text: string, line: number, source: string): WindowError | null {
  const error = /^Uncaught (?:\(in promise\) )?([\s\S]+)$/.exec(text)?.[1]
  if (error === undefined) return null
  const file = source.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? ''
  return { error: error.slice(0, MAX_LENGTH), at: `${file}:${line}` }
}
