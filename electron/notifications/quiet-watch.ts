import type { QuietSummary } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'
import { quietUntilMs, type Quiet } from '#shared/domain/quiet'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

/** A computer that slept or whose clock was set is noticed this soon. */
const LOOK_AGAIN_MS = 60_000

/** What is kept of a quiet stretch; `finished`: over, and not shown yet. */
export interface QuietNotes {
  readonly running: QuietSummary | null
  readonly finished: QuietSummary | null
}

export interface QuietWatchDependencies {
  readonly quiet: () => Quiet
  readonly clock: Clock
  readonly notes: { read(): QuietNotes; write(notes: QuietNotes): void }
  /** Something came while it was quiet, and it is over. */
  readonly onSummary: (summary: QuietSummary) => void
}

export interface MissedNews {
  readonly chatId: ChatId | null
  readonly name: string
  readonly what: 'message' | 'mention' | 'call'
}

/**
 * Keeps what came while it was quiet and tells of it once when that is over (spec N7). Written down with each thing, so
 * that a restart forgets nothing and tells nothing twice.
 */
export class QuietWatch implements Disposable {
  private timer: Disposable | null = null

  constructor(private readonly deps: QuietWatchDependencies) {
    this.look()
  }

  isQuiet(): boolean {
    return quietUntilMs(this.deps.quiet(), this.deps.clock.now()) !== null
  }

  note({ chatId, name, what }: MissedNews): void {
    const { notes, clock } = this.deps
    const { running, finished } = notes.read()
    const nowMs = clock.now()
    const kept = running ?? { fromMs: nowMs, untilMs: nowMs, calls: 0, chats: [] }
    const before = kept.chats.find((chat) => chat.chatId === chatId)
    const counted = before ?? { chatId, name, messages: 0, mentions: 0, calls: 0 }
    const changed = {
      ...counted,
      messages: counted.messages + Number(what === 'message'),
      mentions: counted.mentions + Number(what === 'mention'),
      calls: counted.calls + Number(what === 'call'),
    }
    const others = kept.chats.filter((chat) => chat !== before)
    const chats = chatId === null ? kept.chats : [...others, { ...changed, chatId }]
    notes.write({
      finished,
      running: { ...kept, untilMs: nowMs, calls: kept.calls + Number(what === 'call'), chats },
    })
    this.look()
  }

  /** Also when the settings were changed. */
  look(): void {
    const { quiet, clock, notes, onSummary } = this.deps
    this.timer?.dispose()
    const nowMs = clock.now()
    const endMs = quietUntilMs(quiet(), nowMs)
    const { running } = notes.read()
    if (running && endMs === null) {
      const summary = { ...running, untilMs: nowMs }
      notes.write({ running: null, finished: summary })
      onSummary(summary)
    }
    const waitMs = endMs === null ? LOOK_AGAIN_MS : Math.min(endMs - nowMs, LOOK_AGAIN_MS)
    this.timer = clock.schedule(Math.max(1, waitMs), () => {
      this.look()
    })
  }

  take(): QuietSummary | null {
    const { running, finished } = this.deps.notes.read()
    if (finished) this.deps.notes.write({ running, finished: null })
    return finished
  }

  dispose(): void {
    this.timer?.dispose()
  }
}
