import { err, ok, type Result } from '#shared/lib/result'

import { parseEach } from '../platform/http/parse'
import { CHATS_PER_PAGE, MAX_OFFSET } from './api'
import type { ChatReader } from './chat-reader'
import { connectAccount, type DriverContext } from './driver-context'
import { isOfOneThing, type Failure } from '../platform/failure'
import type { HealthReporter } from '../platform/health-reporter'
import { PassLoop } from '../platform/pass-loop'
import { signatureOf } from './wire/map-chat'
import { wireChat, type WireChat } from './wire/schemas'
import type { WebhookKeeper } from '../platform/webhook-keeper'

const READS_AT_ONCE = 2
const VANISHED_PER_WALK = 50
/** Then the newest page is looked at again: news must not wait for history. */
const CHATS_PER_PASS = 25
const UNREADABLE_AT_MOST_MS = 600_000

interface Walk {
  offset: number
  readonly seen: Set<string>
}

/**
 * Compares the list of chats with what was last read. Each pass looks at the newest page; a walk goes on to the older
 * pages, one a pass: at the first connection, after a long absence, and now and then as a check.
 */
export class Poller {
  private readonly loop: PassLoop
  private isConnected = false
  private walk: Walk | null = null
  private walkedAtMs = Number.NEGATIVE_INFINITY
  private activeUntilMs = 0
  /** The newest page has more to read than one pass takes. */
  private isBehind = false
  /** Chats that could not be read though the rest could: left alone for longer each time. */
  private readonly unreadable = new Map<string, { times: number; retryAtMs: number }>()

  constructor(
    private readonly context: DriverContext,
    private readonly reader: ChatReader,
    private readonly webhook: WebhookKeeper,
    private readonly health: HealthReporter,
  ) {
    this.loop = new PassLoop({
      clock: context.host.clock,
      logger: context.logger,
      pass: () => this.pass(),
      afterSuccess: () => this.afterSuccess(),
      onFailure: (failure, retryAtMs) => {
        health.failed(failure, retryAtMs)
      },
    })
  }

  start(): void {
    this.loop.start()
  }

  /** Look now, and more often for a while. */
  wake(): void {
    this.activeUntilMs = this.context.host.clock.now() + this.context.tuning.activeForMs
    this.loop.wake()
  }

  /** The whole list is compared, beginning now. */
  walkAnew(): void {
    this.walk = null
    this.walkedAtMs = Number.NEGATIVE_INFINITY
    this.wake()
  }

  /** As `wake`, after a new consent: the account may be another one. */
  reconnect(): void {
    this.isConnected = false
    this.activeUntilMs = this.context.host.clock.now() + this.context.tuning.activeForMs
    this.loop.restart()
  }

  dispose(): void {
    this.loop.dispose()
  }

  private afterSuccess(): number {
    const { tuning, host } = this.context
    this.health.receiving()
    if (this.walk || this.isBehind) return 0
    const isActive = host.clock.now() < this.activeUntilMs
    // Read marks come by no webhook, so right after a message the list is looked at even with one.
    if (this.webhook.isTrusted) return isActive || this.hasHistoryLeft() ? tuning.pollMs : tuning.webhookPollMs
    return isActive ? tuning.activePollMs : tuning.pollMs
  }

  private async pass(): Promise<Result<void, Failure>> {
    const { state, host } = this.context
    if (!this.isConnected) {
      const account = await connectAccount(this.context)
      if (!account.ok) return account
      this.isConnected = true
    }
    const newest = await this.listPage(0)
    if (!newest.ok) return newest
    const isWalkDue = !state.value.isBackfilled || host.clock.now() - this.walkedAtMs >= this.context.tuning.fullWalkMs
    const isPageAllNew = newest.value.chats.length > 0 && newest.value.changed.length === newest.value.chats.length
    if (!this.walk && (isWalkDue || isPageAllNew)) this.walk = { offset: 0, seen: new Set() }
    const read = await this.readChanged(newest.value.changed.slice(0, CHATS_PER_PASS))
    if (!read.ok) return read
    this.isBehind = newest.value.changed.length > CHATS_PER_PASS
    const isNewHook = await this.webhook.ensure()
    // What came after the list was read and before the hook stood is told by neither: look once more at once.
    if (isNewHook) this.loop.wake()
    const hints = await this.readHints()
    if (!hints.ok) return hints
    if (this.isBehind) return ok(undefined)
    if (this.walk) return this.walkOn(this.walk, newest.value)
    if (newest.value.changed.length === 0) return this.deepen()
    return ok(undefined)
  }

  private async listPage(offset: number) {
    const user = this.context.state.value.userId
    if (user === null) return err<Failure>({ kind: 'unreachable', detail: 'account unknown' })
    const answer = await this.context.api.chats(user, offset)
    if (!answer.ok) return answer
    const raw = answer.value.chats ?? []
    const { parsed: chats, failed } = parseEach(raw, wireChat)
    if (failed.length > 0)
      this.context.logger.error('Chats of an unexpected form were skipped', { count: failed.length })
    const known = this.context.state.value.chats
    const now = this.context.host.clock.now()
    const isRipe = (id: string) => (this.unreadable.get(id)?.retryAtMs ?? 0) <= now
    const isChanged = (chat: WireChat) =>
      known[chat.id]?.signature !== signatureOf(chat) && !this.reader.noteListed(chat)
    const changed = chats.filter((chat) => isRipe(chat.id) && isChanged(chat))
    const hasMore = answer.value.meta?.has_more ?? raw.length === CHATS_PER_PAGE
    return ok({ chats, changed, hasMore })
  }

  private async readChanged(changed: readonly WireChat[]): Promise<Result<void, Failure>> {
    const queue = [...changed]
    const failures: Failure[] = []
    const work = async () => {
      for (let chat = queue.shift(); chat && failures.length === 0 && !this.loop.isDisposed; chat = queue.shift()) {
        const result = await this.reader.read(chat.id, chat)
        if (result.ok) {
          this.unreadable.delete(chat.id)
          this.noteNews(chat.id, result.value)
        }
        // One unreadable chat does not keep the others; it is still "changed" at the next pass.
        else if (isOfOneThing(result.error)) this.noteUnreadable(chat.id, result.error)
        else failures.push(result.error)
      }
    }
    await Promise.all(Array.from({ length: READS_AT_ONCE }, work))
    const [failure] = failures
    return failure ? err(failure) : ok(undefined)
  }

  private noteUnreadable(chatId: string, failure: Failure): void {
    const times = (this.unreadable.get(chatId)?.times ?? 0) + 1
    const delayMs = Math.min(UNREADABLE_AT_MOST_MS, this.context.tuning.pollMs * times * times)
    this.unreadable.set(chatId, { times, retryAtMs: this.context.host.clock.now() + delayMs })
    this.context.logger.warn('A chat could not be read', { kind: failure.kind, times })
  }

  private noteNews(
    chatId: string,
    { newMessages, newestAtMs }: { newMessages: number; newestAtMs: number | null },
  ): void {
    if (newMessages === 0) return
    this.activeUntilMs = this.context.host.clock.now() + this.context.tuning.activeForMs
    this.health.receiving(newestAtMs)
    this.webhook.handlePolledNews(chatId, newestAtMs)
  }

  private async readHints(): Promise<Result<void, Failure>> {
    for (const chatId of this.context.state.value.hints) {
      const result = await this.reader.read(chatId, null)
      if (!result.ok && !isOfOneThing(result.error)) return result
      await this.context.state.change(({ hints }) => ({ hints: hints.filter((id) => id !== chatId) }))
    }
    return ok(undefined)
  }

  private async walkOn(
    walk: Walk,
    newest: { readonly chats: readonly WireChat[]; readonly hasMore: boolean },
  ): Promise<Result<void, Failure>> {
    for (const chat of newest.chats) walk.seen.add(chat.id)
    let hasMore = newest.hasMore
    if (hasMore) {
      walk.offset += CHATS_PER_PAGE
      const page = await this.listPage(walk.offset)
      if (!page.ok) {
        walk.offset -= CHATS_PER_PAGE
        return page
      }
      for (const chat of page.value.chats) walk.seen.add(chat.id)
      const read = await this.readChanged(page.value.changed.slice(0, CHATS_PER_PASS))
      if (!read.ok || page.value.changed.length > CHATS_PER_PASS) {
        walk.offset -= CHATS_PER_PAGE
        return read
      }
      hasMore = page.value.hasMore
      if (hasMore && walk.offset < MAX_OFFSET) return ok(undefined)
    }
    // Asked for anew meanwhile: this one saw the older comparison.
    if (this.walk !== walk) return ok(undefined)
    this.walk = null
    this.walkedAtMs = this.context.host.clock.now()
    if (!hasMore) await this.checkVanished(walk.seen)
    if (!this.context.state.value.isBackfilled) await this.context.state.change(() => ({ isBackfilled: true }))
    return ok(undefined)
  }

  /** Chats that used to be in the list and are in none of its pages: asked for one by one before anything is said. */
  private async checkVanished(seen: ReadonlySet<string>): Promise<void> {
    const missing = Object.keys(this.context.state.value.chats).filter((id) => !seen.has(id))
    for (const chatId of missing.slice(0, VANISHED_PER_WALK)) await this.reader.read(chatId, null)
  }

  /** Nothing else to do: the past of one more chat. */
  private async deepen(): Promise<Result<void, Failure>> {
    const next = this.nextIncomplete()
    return next === undefined ? ok(undefined) : this.reader.readHistory(next)
  }

  private hasHistoryLeft(): boolean {
    return this.nextIncomplete() !== undefined
  }

  private nextIncomplete(): string | undefined {
    const complete = new Set(this.context.state.value.complete)
    return [...this.context.facts.keys()].find((id) => !complete.has(id))
  }
}
