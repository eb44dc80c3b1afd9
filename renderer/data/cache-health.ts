import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'

import type { DeskDatabase } from './database'

/**
 * - `unreadable` this desk's database cannot be opened
 * - `closed`     it was open and does not open any more, as when the disk is full; it is tried again
 * - `newer`      a newer version of the program has kept it; this one does not touch it
 * - `full`       there is no room on the disk for it
 * - `lost`       it is not the one that was here before: Chromium deletes a damaged one and begins anew
 * - `keyLost`    it was sealed with a key that is gone, and has begun anew (sealing/settle-form.ts)
 * - `keyAway`    the keyring that keeps its key does not answer now
 */
export type CacheTrouble = 'unreadable' | 'closed' | 'newer' | 'full' | 'lost' | 'keyLost' | 'keyAway'

/** It has happened, and the cache works again. */
export function isOver(trouble: CacheTrouble): boolean {
  return trouble === 'lost' || trouble === 'keyLost'
}

const keyOf = (databaseName: string): string => `otklik.desk:${databaseName}`

/** Where the first list stands as it was last (sync/remembered-list.ts). */
export const keyOfFirstList = (databaseName: string): string => `otklik.first-list:${databaseName}`

/** How opening fails, as Dexie and IndexedDB name it. Anything else is one read's own failure. */
const OPEN_FAILURES = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'MissingAPIError',
  'NotFoundError',
  'OpenFailedError',
  'UnknownError',
])

/** Tells whether what the desk alone remembers (drafts, outbox) is safe. */
export class CacheHealth implements Disposable {
  private trouble: CacheTrouble | null = null
  private opened = false
  private readonly changed: Emitter<CacheTrouble | null>

  constructor(
    private readonly db: DeskDatabase,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    onListenerError: (error: unknown) => void,
  ) {
    this.changed = new Emitter(onListenerError)
  }

  /** Opening takes longer than it ever should: Chromium tries a broken one for most of a minute before it says so. */
  handleSlow(): void {
    if (!this.opened) this.set('unreadable')
  }

  handleOpened(): void {
    this.opened = true
    if (this.isBroken) this.set(null)
  }

  get isOpened(): boolean {
    return this.opened
  }

  /** Nothing can be read or written. */
  get isBroken(): boolean {
    return this.trouble !== null && !isOver(this.trouble)
  }

  /** It is not opened at all: what follows from that says nothing new. */
  handleKeyAway(): void {
    this.set('keyAway')
  }

  observe(listener: (trouble: CacheTrouble | null) => void): Disposable {
    listener(this.trouble)
    return this.changed.on(listener)
  }

  /** Whether it can be read. Remembers, outside of the database, which desk it is; a later database that does not know it is another one. */
  async check(): Promise<boolean> {
    try {
      const [desk, lost] = await Promise.all([this.db.meta.get('desk'), this.db.meta.get('lost')])
      if (lost) this.set('keyLost')
      if (desk?.key === 'desk') this.storage.setItem(keyOf(this.db.name), desk.deskId)
      else if (this.storage.getItem(keyOf(this.db.name)) !== null) {
        forgetDesk(this.storage, this.db.name)
        this.set('lost')
      }
    } catch (error) {
      this.handleError(error)
      return false
    }
    return true
  }

  /** As the worker finds it that writes what the hub tells. */
  handleRoom(isThere: boolean): void {
    if (!isThere) this.set('full')
    else if (this.trouble === 'full') this.set(null)
  }

  handleError(error: unknown): void {
    const names = namesOf(error)
    if (isNoRoom(error)) this.set('full')
    else if (names.includes('VersionError')) this.set('newer')
    else if (names.some((name) => OPEN_FAILURES.has(name))) this.set(this.opened ? 'closed' : 'unreadable')
  }

  dispose(): void {
    this.changed.dispose()
  }

  private set(trouble: CacheTrouble | null): void {
    if (this.trouble === trouble || this.trouble === 'keyAway') return
    this.trouble = trouble
    this.changed.emit(trouble)
  }
}

/** The next database is a new one on purpose. */
export function forgetDesk(storage: Pick<Storage, 'removeItem'>, databaseName: string): void {
  storage.removeItem(keyOf(databaseName))
  storage.removeItem(keyOfFirstList(databaseName))
}

/** The browser refused to write more (Storage standard, §6). */
export function isNoRoom(error: unknown): boolean {
  return namesOf(error).includes('QuotaExceededError')
}

/** Dexie wraps what IndexedDB said in an error of its own. */
function namesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return []
  const { name, inner } = error as { readonly name?: unknown; readonly inner?: unknown }
  return [...(typeof name === 'string' ? [name] : []), ...(inner === error ? [] : namesOf(inner))]
}
