import { spanOf } from '#shared/domain/report/period'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { MailServer, SendLetter } from '../../mail/send-letter'
import { agentsByIds } from '../../store/agents'
import { readHours } from '../../store/central-settings'
import {
  beginRun,
  claimLetter,
  dueLetters,
  duePlans,
  markInterrupted,
  planById,
  settleLetter,
  type StoredLetter,
} from '../../store/report-plans'
import type { Store } from '../../store/store'
import { periodReport } from '../period-report'
import { planFile } from './plan-file'
import { reportLetter, type ReportLetterParts } from './report-letter'

const LOOK_EVERY_MS = 15_000
const AT_ONCE = 50
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 60 * 60_000
const MAX_ATTEMPTS = 8
/** Without a mail server a letter waits so long for one. */
const MAIL_COMES_WITHIN_MS = 24 * 60 * 60_000

export interface ReportLettersParts {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  /** `null`: no mail is set up. */
  readonly server: () => Promise<MailServer | null>
  readonly send: SendLetter
}

/**
 * Sends planned reports (spec V4). One hub of several is at it. What a letter says is made first; that it is being sent is
 * durable before the server is spoken to, and what a crash overtakes is not sent again but said to be unknown.
 */
export class ReportLetters {
  private readonly stopping = new AbortController()
  private timer: Disposable | null = null
  private passing: Promise<void> | null = null

  constructor(private readonly parts: ReportLettersParts) {}

  async start(): Promise<void> {
    const count = await this.parts.store.write(markInterrupted)
    if (count > 0) this.parts.logger.warn('reports were under way when the hub ended; not sent again', { count })
    this.lookIn(0)
  }

  async stop(): Promise<void> {
    this.timer?.dispose()
    this.stopping.abort()
    await this.idle()
  }

  async idle(): Promise<void> {
    await this.passing
  }

  private lookIn(afterMs: number): void {
    if (this.stopping.signal.aborted) return
    this.timer = this.parts.clock.schedule(afterMs, () => {
      this.passing = this.pass()
        .catch((error: unknown) => {
          this.parts.logger.error('planned reports could not be looked after', { cause: describeError(error) })
        })
        .finally(() => {
          this.passing = null
          this.lookIn(LOOK_EVERY_MS)
        })
    })
  }

  private async pass(): Promise<void> {
    const { store, logger } = this.parts
    for (const id of await store.read(duePlans)) {
      const done = await store.write((tx) => beginRun(tx, id))
      if (done === 'off') logger.info('a planned report was switched off: its author may not see it any more', { id })
    }
    const letters = await store.read((view) => dueLetters(view, AT_ONCE))
    if (letters.length === 0) return
    const server = await this.parts.server()
    if (!server) {
      await this.waitForMail(letters)
      return
    }
    // Letters of one run say the same to each receiver: they come one after another.
    let made: { key: string; parts: ReportLetterParts | null } = { key: '', parts: null }
    for (const letter of letters) {
      if (this.stopping.signal.aborted) return
      const key = `${letter.planId} ${letter.run}`
      if (made.key !== key) made = { key, parts: await this.make(letter) }
      if (made.parts) await this.send(server, letter, made.parts)
    }
  }

  private async make({ planId, atMs }: StoredLetter): Promise<ReportLetterParts | null> {
    const { store } = this.parts
    const stored = await store.read((view) => planById(view, planId))
    if (!stored) return null
    const { timeZone } = await store.read(readHours)
    const span = spanOf({ kind: stored.plan.period }, timeZone, atMs)
    if (!span) return null
    const [author] = await store.read((view) => agentsByIds(view, [stored.authorId]))
    const view = await periodReport(store, span, stored.plan.grouping)
    return { plan: stored.plan, view, author: author?.name ?? '', file: await planFile(store, stored.plan, span) }
  }

  private async send(server: MailServer, letter: StoredLetter, parts: ReportLetterParts): Promise<void> {
    const { store, send, clock, logger } = this.parts
    const claimed = await store.write((tx) => claimLetter(tx, letter))
    if (!claimed) return
    const outcome = await send(server, reportLetter(letter.receiver, parts), this.stopping.signal)
    if (outcome.kind === 'sent') {
      await store.write((tx) => settleLetter(tx, letter, { state: 'sent', failure: null, nextAtMs: null }))
      return
    }
    const { layer, code, isWorthAgain } = outcome
    const { attempts } = claimed
    // Whom it was for and what the server said about them stays out of the log.
    logger.warn('a planned report was not sent', { layer, code, attempts, isWorthAgain })
    const isOver = !isWorthAgain || attempts >= MAX_ATTEMPTS
    const nextAtMs = isOver ? null : clock.now() + pauseAfter(attempts)
    const state = layer === 'lost' ? 'unknown' : isOver ? 'failed' : 'waiting'
    await store.write((tx) =>
      settleLetter(tx, letter, { state, failure: layer, nextAtMs: state === 'waiting' ? nextAtMs : null }),
    )
  }

  private async waitForMail(letters: readonly StoredLetter[]): Promise<void> {
    const { store, clock } = this.parts
    await store.write(async (tx) => {
      for (const letter of letters) {
        const isOver = clock.now() - letter.atMs > MAIL_COMES_WITHIN_MS
        const nextAtMs = isOver ? null : clock.now() + FIRST_PAUSE_MS
        await settleLetter(tx, letter, { state: isOver ? 'failed' : 'waiting', failure: 'noMail', nextAtMs })
      }
    })
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS)
}
