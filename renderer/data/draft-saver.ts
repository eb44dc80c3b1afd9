import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** A pause of this length is a pause; whatever stood then survives a kill. Keys of a quick typist are closer together. */
export const DRAFT_PAUSE_MS = 150
/** Someone who never pauses is saved with the first change after this time. */
export const DRAFT_LONGEST_MS = 600
/** Then the change is on the screen, and the next one far enough away not to wait for the saving (docs/adr/0090). */
export const DRAFT_AFTER_KEY_MS = 40

/** Calls `save` at every pause of a run of changes. `flush` saves at once what is still waiting. */
export class DraftSaver implements Disposable {
  private timer: Disposable | null = null
  private dirtySinceMs: number | null = null
  private isDue = false

  constructor(
    private readonly clock: Clock,
    private readonly save: () => void,
  ) {}

  change(): void {
    if (this.isDue) return
    const nowMs = this.clock.now()
    this.dirtySinceMs ??= nowMs
    this.isDue = nowMs - this.dirtySinceMs >= DRAFT_LONGEST_MS
    this.timer?.dispose()
    this.timer = this.clock.schedule(this.isDue ? DRAFT_AFTER_KEY_MS : DRAFT_PAUSE_MS, () => {
      this.flush()
    })
  }

  flush(): void {
    const isDirty = this.dirtySinceMs !== null
    this.dispose()
    if (isDirty) this.save()
  }

  /** Drops what waits; the holder flushes first where it wants it kept. */
  dispose(): void {
    this.timer?.dispose()
    this.timer = null
    this.dirtySinceMs = null
    this.isDue = false
  }
}
