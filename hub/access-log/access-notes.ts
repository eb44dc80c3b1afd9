import { ACCESS_SLOT_MS, slotOf, type AccessKind } from '#shared/domain/access-log'
import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { putAccess, type AccessNote } from '../store/access-log'
import type { Store } from '../store/store'

/** What a kill can lose of it. */
const WRITE_AFTER_MS = 5_000
/** Of what stands there already, only that it went on so much longer is written again. */
const WORTH_WRITING_MS = 60_000
/** While the database is away no more is remembered. */
const MOST_WAITING = 50_000

export interface Looked {
  readonly actorId: AgentId
  readonly kind: AccessKind
  readonly objectId: string
  readonly chatId: ChatId | null
}

/**
 * Who looked at what (spec C9). Told as often as it happens, hundreds of times a second; what is new of that is written
 * together, some seconds later and in nobody's way.
 */
export class AccessNotes implements Disposable {
  private readonly waiting = new Map<string, AccessNote>()
  /** Until when each line of the present quarter of an hour is known to the database. */
  private readonly written = new Map<string, number>()
  private slotMs = 0
  private timer: Disposable | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: Pick<Store, 'write'>,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  note(looked: Looked): void {
    const nowMs = this.clock.now()
    const slotMs = slotOf(nowMs)
    if (slotMs !== this.slotMs) {
      this.slotMs = slotMs
      this.written.clear()
    }
    const key = `${looked.kind} ${looked.actorId} ${looked.objectId} ${String(slotMs)}`
    const known = this.written.get(key)
    if (known !== undefined && nowMs - known < WORTH_WRITING_MS) return
    const before = this.waiting.get(key)
    if (!before && this.waiting.size >= MOST_WAITING) return
    this.waiting.set(key, { ...looked, firstAtMs: before?.firstAtMs ?? nowMs, lastAtMs: nowMs })
    this.timer ??= this.clock.schedule(WRITE_AFTER_MS, () => {
      this.timer = null
      void this.flush()
    })
  }

  /** All that waits. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write())
    return this.writing
  }

  dispose(): void {
    this.timer?.dispose()
    this.timer = null
  }

  private async write(): Promise<void> {
    const notes = [...this.waiting]
    if (notes.length === 0) return
    this.waiting.clear()
    for (const [key, { lastAtMs }] of notes) this.written.set(key, lastAtMs)
    try {
      await this.store.write((tx) =>
        putAccess(
          tx,
          notes.map(([, note]) => note),
        ),
      )
    } catch (error) {
      this.logger.warn('who looked at what could not be written yet', { cause: describeError(error) })
      for (const [key, note] of notes) {
        this.written.delete(key)
        const since = this.waiting.get(key)
        this.waiting.set(key, { ...note, lastAtMs: since?.lastAtMs ?? note.lastAtMs })
      }
      this.timer ??= this.clock.schedule(ACCESS_SLOT_MS / 60, () => {
        this.timer = null
        void this.flush()
      })
    }
  }
}
