import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { OpenPages } from '../channels/site'
import type { NewId } from '../ids'
import { tellCallsTold } from '../outgoing/tell-calls-told'
import { claimNotice, dueNotices, giveUpInterrupted, markGone, settleNotice } from '../store/mail'
import type { Store } from '../store/store'
import { noticeLetter } from './letter'
import type { MailServer, SendLetter } from './send-letter'

/** So long has an answer to stand unread, and the visitor to be away. */
export const NOTICE_AFTER_MS = 5 * 60_000
const LOOK_EVERY_MS = 30_000
/** Pages that were open when the hub ended come back meanwhile. */
const PAGES_RETURN_MS = 60_000
const AT_ONCE = 50
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 60 * 60_000
const MAX_ATTEMPTS = 8

export interface NoticeParts {
  readonly store: Pick<Store, 'read' | 'write'>
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly pages: OpenPages
  /** `null`: no mail is set up. */
  readonly server: () => Promise<MailServer | null>
  readonly send: SendLetter
}

/**
 * Tells visitors of the site chat by e-mail that there is an answer (spec N1): one letter, and no other until the visitor
 * was there. That it is being sent is durable before the server is spoken to; what a crash overtakes is not sent again.
 */
export class MailNotices {
  private readonly gone = new Set<string>()
  private readonly listener: Disposable
  private readonly stopping = new AbortController()
  private readonly startedAtMs: number
  private timer: Disposable | null = null
  private passing: Promise<void> | null = null
  /** After the server itself failed: everybody waits. */
  private pausedUntilMs = 0
  private failures = 0

  constructor(private readonly parts: NoticeParts) {
    this.startedAtMs = parts.clock.now()
    this.listener = parts.pages.left.on((visitorId) => {
      this.gone.add(visitorId)
    })
  }

  async start(): Promise<void> {
    const count = await this.parts.store.write(giveUpInterrupted)
    if (count > 0) this.parts.logger.warn('letters were under way when the hub ended; not sent again', { count })
    this.lookAgain()
  }

  /** With another server there is another chance. */
  settingsChanged(): void {
    this.pausedUntilMs = 0
    this.failures = 0
  }

  async stop(): Promise<void> {
    this.listener.dispose()
    this.timer?.dispose()
    this.stopping.abort()
    await this.idle()
  }

  async idle(): Promise<void> {
    await this.passing
  }

  private lookAgain(): void {
    if (this.stopping.signal.aborted) return
    this.timer = this.parts.clock.schedule(LOOK_EVERY_MS, () => {
      this.passing = this.pass()
        .catch((error: unknown) => {
          this.parts.logger.error('letters could not be looked after', { cause: describeError(error) })
        })
        .finally(() => {
          this.passing = null
          this.lookAgain()
        })
    })
  }

  private async pass(): Promise<void> {
    const { store, clock, pages } = this.parts
    const server = await this.parts.server()
    const gone = [...this.gone].filter((visitorId) => !pages.has(visitorId))
    this.gone.clear()
    if (!server) return
    if (gone.length > 0) await store.write((tx) => markGone(tx, gone))
    const nowMs = clock.now()
    if (nowMs < this.startedAtMs + PAGES_RETURN_MS || nowMs < this.pausedUntilMs) return
    const due = await store.read((view) => dueNotices(view, nowMs, NOTICE_AFTER_MS, AT_ONCE + pages.size))
    for (const visitorId of due) {
      if (this.stopping.signal.aborted || clock.now() < this.pausedUntilMs) return
      if (!pages.has(visitorId)) await this.tell(server, visitorId)
    }
  }

  private async tell(server: MailServer, visitorId: string): Promise<void> {
    const { store, newId, send, logger } = this.parts
    const claimed = await store.write((tx) => claimNotice(tx, visitorId, NOTICE_AFTER_MS))
    if (!claimed) return
    const outcome = await send(server, noticeLetter(claimed), this.stopping.signal)
    if (outcome.kind === 'sent') {
      this.failures = 0
      await store.write(async (tx) => {
        await settleNotice(tx, visitorId, { state: 'sent' })
        await tellCallsTold(tx, newId, 'email', { visitorId, conversationId: null, upTo: claimed.upTo })
      })
      return
    }
    const { layer, code, isWorthAgain } = outcome
    // Whom it was for and what the server said about them stays out of the log.
    logger.warn('a letter was not sent', { layer, code, attempts: claimed.attempts, isWorthAgain })
    const isOfServer = isWorthAgain && layer !== 'recipient'
    if (isOfServer) this.failures += 1
    const pauseMs = pauseAfter(isOfServer ? this.failures : claimed.attempts)
    const nextAtMs = this.parts.clock.now() + pauseMs
    if (isOfServer) this.pausedUntilMs = nextAtMs
    const isOver = !isWorthAgain || claimed.attempts >= MAX_ATTEMPTS
    await store.write((tx) =>
      settleNotice(tx, visitorId, isOver ? { state: 'givenUp' } : { state: 'waiting', nextAtMs }),
    )
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS)
}
