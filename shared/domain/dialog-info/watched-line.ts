import type { DialogInfo, WatchedDialog } from './dialog-info'

/** What is known of the calls of one line; `version` of the last notice, `null` before the first. */
export interface WatchedLine {
  readonly version: number | null
  readonly dialogs: ReadonlyMap<string, WatchedDialog>
}

export const NOTHING_KNOWN: WatchedLine = { version: null, dialogs: new Map() }

export interface NoticeTaken {
  readonly line: WatchedLine
  /** A notice before this one was lost: the whole state has to be asked for (RFC 4235 §4.1). */
  readonly isGap: boolean
}

/**
 * Notices come late, twice, out of order or not at all. An older one than the last says nothing; of the same version
 * they say the same again, or come from a server that does not count, and are taken.
 */
export function takeNotice(line: WatchedLine, info: DialogInfo): NoticeTaken {
  const { version, dialogs } = line
  if (version !== null && info.version < version) return { line, isGap: false }
  const live = info.dialogs.filter(({ state }) => state !== 'terminated')
  if (info.isFull)
    return { line: { version: info.version, dialogs: new Map(live.map((each) => [each.id, each])) }, isGap: false }
  const merged = new Map(dialogs)
  for (const dialog of info.dialogs) merged.delete(dialog.id)
  for (const dialog of live) merged.set(dialog.id, dialog)
  return {
    line: { version: info.version, dialogs: merged },
    isGap: version === null || info.version > version + 1,
  }
}

export type LineUse = 'free' | 'ringing' | 'calling' | 'talking'

/** In one word. Whoever talks on one line and is rung on another talks. */
export function useOf({ dialogs }: WatchedLine): LineUse {
  const all = [...dialogs.values()]
  if (all.some(({ state }) => state === 'confirmed')) return 'talking'
  if (all.some(({ direction }) => direction !== 'initiator')) return 'ringing'
  return all.length > 0 ? 'calling' : 'free'
}

/** The call that somebody else may take: it rings there, whatever else is going on. */
export function ringingOf({ dialogs }: WatchedLine): WatchedDialog | null {
  const early = [...dialogs.values()].filter(
    ({ state, direction }) => state !== 'confirmed' && direction !== 'initiator',
  )
  return early.find(({ identity }) => identity !== null) ?? early[0] ?? null
}
