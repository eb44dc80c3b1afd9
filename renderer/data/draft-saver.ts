import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** A pause of this length is a pause; whatever stood then survives a kill. */
export const DRAFT_PAUSE_MS = 120
/** Someone who never pauses is saved this often all the same. */
export const DRAFT_LONGEST_MS = 600

/** Calls `save` at every pause of a run of changes. `flush` saves at once what is still waiting. */
export class DraftSaver implements Disposable {
  private pause: Disposable | null = null
  private dirtySinceMs: number | null = null

  constructor(
    private readonly clock: Clock,
    private readonly save: () => void,
  ) {}

  change(): void {
    const nowMs = this.clock.now()
    this.dirtySinceMs ??= nowMs
    this.pause?.dispose()
    const longestLeftMs = this.dirtySinceMs + DRAFT_LONGEST_MS - nowMs
    this.pause = this.clock.schedule(Math.max(0, Math.min(DRAFT_PAUSE_MS, longestLeftMs)), () => {
      this.flush()
    })
  }

  flush(): void {
    this.pause?.dispose()
    this.pause = null
    if (this.dirtySinceMs === null) return
    this.dirtySinceMs = null
    this.save()
  }

  /** Drops what waits; the holder flushes first where it wants it kept. */
  dispose(): void {
    this.pause?.dispose()
    this.pause = null
    this.dirtySinceMs = null
  }
}
