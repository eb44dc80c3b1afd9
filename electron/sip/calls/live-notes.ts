import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { LiveCall, LiveCallStore } from '../phone-ports'

const EVERY_MS = 10_000

/** Notes the running calls for the process after this one. */
export class LiveNotes implements Disposable {
  private timer: Disposable | null = null
  private noted = ''
  private isHeld = false

  constructor(
    private readonly store: LiveCallStore | undefined,
    private readonly clock: Clock,
    private readonly live: () => readonly LiveCall[],
  ) {}

  /** At every change of what would be recorded or taken up. */
  update(): void {
    this.note(false)
  }

  /** What was noted before stands until `work` is done. */
  holdDuring(work: () => void): void {
    this.isHeld = true
    try {
      work()
    } finally {
      this.isHeld = false
      this.note(true)
    }
  }

  dispose(): void {
    this.timer?.dispose()
  }

  /** `isTick`: every few seconds too, for the length of the talk. */
  private note(isTick: boolean): void {
    const { store, clock } = this
    if (!store || this.isHeld) return
    const live = this.live()
    const key = live.map(keyOf).join(';')
    if (isTick || key !== this.noted) store.save(live)
    this.noted = key
    if (live.length === 0) {
      this.timer?.dispose()
      this.timer = null
      return
    }
    if (this.timer && !isTick) return
    this.timer?.dispose()
    this.timer = clock.schedule(EVERY_MS, () => {
      this.note(true)
    })
  }
}

/** Everything but what grows by itself. */
function keyOf({ record, answeredAtMs, talk }: LiveCall): string {
  return [record.id, record.name, record.chatId, answeredAtMs, talk && JSON.stringify(talk)].join()
}
