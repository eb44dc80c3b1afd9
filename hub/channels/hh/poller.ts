import { err, ok } from '#shared/lib/result'

import { isOfOneThing, type Asked, type Failure } from '../platform/failure'
import type { HealthReporter } from '../platform/health-reporter'
import { parseEach } from '../platform/http/parse'
import { PassLoop } from '../platform/pass-loop'
import type { WebhookKeeper } from '../platform/webhook-keeper'
import type { AttachmentKeeper } from './attachment-keeper'
import type { ChatReader } from './chat-reader'
import { connectAccount, requireAccount, type HhContext } from './driver-context'
import { LAST_CHATS_PAGE } from './hh-api'
import { wordsOf, type ResponseNews, type ResponseReader } from './response-reader'
import { isWithCandidate, signatureOf } from './wire/map-chat'
import { wireChatItem, wireVacancy, type WireChatItem } from './wire/schemas'

/** Then the newest page is looked at again: news must not wait for checks. */
const RECHECKS_PER_PASS = 5
const HINTS_PER_PASS = 25
const UNREADABLE_AT_MOST_MS = 600_000

export interface PollerDeps {
  readonly context: HhContext
  readonly chats: ChatReader
  readonly responses: ResponseReader
  readonly attachments: AttachmentKeeper
  readonly webhook: WebhookKeeper
  readonly health: HealthReporter
}

/**
 * Compares what the platform lists with what was last read: the newest chats at each pass, older ones as the list is
 * walked, vacancies by their counters, and conversations of late for edits, deletions and reading, which nothing tells of.
 */
export class Poller {
  private readonly loop: PassLoop
  private isConnected = false
  private walkPage: number | null = null
  private walkedAtMs = Number.NEGATIVE_INFINITY
  private vacanciesAtMs = Number.NEGATIVE_INFINITY
  /** A move between two stages may change no counter: now and then everything is compared. */
  private checkedAtMs = Number.NEGATIVE_INFINITY
  private activeUntilMs = 0
  private readonly wantedVacancies = new Set<string>()
  /** Could not be read though the rest could: left alone for longer each time. */
  private readonly unreadable = new Map<string, { times: number; retryAtMs: number }>()

  constructor(private readonly deps: PollerDeps) {
    const { context, health } = deps
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
    this.beActive()
    this.loop.wake()
  }

  /** The whole list is compared, beginning now. */
  walkAnew(): void {
    this.walkPage = 1
    this.wake()
  }

  /** The responses of a vacancy are compared at the next pass. */
  wantVacancy(id: string): void {
    this.wantedVacancies.add(id)
  }

  /** As `wake`, after a new consent: the account may be another one. */
  reconnect(): void {
    this.isConnected = false
    this.walkedAtMs = Number.NEGATIVE_INFINITY
    this.vacanciesAtMs = Number.NEGATIVE_INFINITY
    this.beActive()
    this.loop.restart()
  }

  dispose(): void {
    this.loop.dispose()
  }

  private beActive(): void {
    this.activeUntilMs = this.context.host.clock.now() + this.context.tuning.activeForMs
  }

  private get context(): HhContext {
    return this.deps.context
  }

  private afterSuccess(): number {
    const { tuning, host, state } = this.context
    this.deps.health.receiving()
    const hasMore = this.walkPage !== null || this.wantedVacancies.size > 0
    if (hasMore || state.value.chatHints.length + state.value.topicHints.length > 0) return 0
    if (host.clock.now() < this.activeUntilMs) return tuning.activePollMs
    return this.deps.webhook.isTrusted ? Math.min(tuning.webhookPollMs, tuning.recheckMs) : tuning.pollMs
  }

  private async pass(): Asked<void> {
    if (!this.isConnected) {
      const account = await connectAccount(this.context)
      if (!account.ok) return account
      this.isConnected = true
    }
    // What came after the lists were read and before the hook stood is told by neither: look once more at once.
    if (await this.deps.webhook.ensure()) this.loop.wake()
    for (const step of [
      () => this.readHints(),
      () => this.readChats(),
      () => this.readVacancies(),
      () => this.readAgain(),
    ]) {
      const done = await step()
      if (!done.ok) return done
    }
    return ok(undefined)
  }

  private async readHints(): Asked<void> {
    const { state } = this.context
    for (const id of state.value.topicHints.slice(0, HINTS_PER_PASS)) {
      const read = await this.deps.responses.readTopic(id)
      if (!read.ok && !isOfOneThing(read.error)) return read
      if (read.ok && read.value) this.noteNews([read.value])
      await state.change(({ topicHints }) => ({ topicHints: topicHints.filter((other) => other !== id) }))
    }
    for (const id of state.value.chatHints.slice(0, HINTS_PER_PASS)) {
      const read = await this.readChat(id, null)
      if (!read.ok) return read
      await state.change(({ chatHints }) => ({ chatHints: chatHints.filter((other) => other !== id) }))
    }
    return ok(undefined)
  }

  private async readChats(): Asked<void> {
    const { state, host, tuning } = this.context
    const isDue = host.clock.now() - this.walkedAtMs >= tuning.fullWalkMs
    const newest = await this.readPage(0)
    if (!newest.ok) return newest
    if (this.walkPage === null && (isDue || newest.value.areAllNew)) this.walkPage = 1
    if (this.walkPage === null) return ok(undefined)
    if (this.walkPage < newest.value.pages && this.walkPage <= LAST_CHATS_PAGE) {
      const page = await this.readPage(this.walkPage)
      if (!page.ok) return page
      this.walkPage += 1
      return ok(undefined)
    }
    this.walkPage = null
    this.walkedAtMs = host.clock.now()
    if (!state.value.isBackfilled) await state.change(() => ({ isBackfilled: true }))
    return ok(undefined)
  }

  private async readPage(page: number): Asked<{ readonly pages: number; readonly areAllNew: boolean }> {
    const answer = await this.context.api.chats(page)
    if (!answer.ok) return answer
    const { parsed, failed } = parseEach(answer.value.items, wireChatItem)
    if (failed.length > 0)
      this.context.logger.error('Chats of an unexpected form were skipped', { count: failed.length })
    const changed = parsed.filter((item) => this.isChanged(item))
    for (const item of changed.toReversed()) {
      const read = await this.readChat(item.id, signatureOf(item))
      if (!read.ok) return read
    }
    return ok({ pages: answer.value.pages, areAllNew: changed.length > 0 && changed.length === parsed.length })
  }

  private isChanged(item: WireChatItem): boolean {
    if (!isWithCandidate(item)) return false
    if ((this.unreadable.get(item.id)?.retryAtMs ?? 0) > this.context.host.clock.now()) return false
    return this.context.state.value.chats[item.id]?.signature !== signatureOf(item)
  }

  /** One unreadable chat does not keep the others. */
  private async readChat(id: string, signature: string | null): Asked<void> {
    const read = await this.deps.chats.read(id, signature)
    if (read.ok) {
      this.unreadable.delete(id)
      const { newMessages, newestAtMs } = read.value
      if (newMessages > 0) this.noteNews([{ chatId: id, atMs: newestAtMs ?? 0 }])
      return ok(undefined)
    }
    if (!isOfOneThing(read.error)) return err<Failure>(read.error)
    const times = (this.unreadable.get(id)?.times ?? 0) + 1
    const delayMs = Math.min(UNREADABLE_AT_MOST_MS, this.context.tuning.pollMs * times * times)
    this.unreadable.set(id, { times, retryAtMs: this.context.host.clock.now() + delayMs })
    this.context.logger.warn('A chat could not be read', { kind: read.error.kind, times })
    return ok(undefined)
  }

  private async readVacancies(): Asked<void> {
    const { host, tuning, api, state, logger } = this.context
    const isDue = host.clock.now() - this.vacanciesAtMs >= tuning.vacancyPollMs
    if (!isDue && this.wantedVacancies.size === 0) return ok(undefined)
    const account = await requireAccount(this.context)
    if (!account.ok) return account
    const met = new Set<string>()
    for (let page = 0, pages = 1; page < pages; page += 1) {
      const answer = await api.vacancies(account.value, page)
      if (!answer.ok) return answer
      pages = answer.value.pages
      const { parsed, failed } = parseEach(answer.value.items, wireVacancy)
      if (failed.length > 0) logger.error('Vacancies of an unexpected form were skipped', { count: failed.length })
      for (const vacancy of parsed) {
        met.add(vacancy.id)
        const signature = JSON.stringify([vacancy.has_updates, vacancy.counters])
        const isSame = state.value.vacancies[vacancy.id] === signature
        if (isSame && !this.wantedVacancies.has(vacancy.id) && !this.isCheckDue()) continue
        const read = await this.deps.responses.readVacancy(wordsOf(vacancy), signature)
        this.wantedVacancies.delete(vacancy.id)
        if (read.ok) this.noteNews(read.value)
        // One vacancy that cannot be read does not keep the others; it is tried again at the next look.
        else if (isOfOneThing(read.error)) logger.warn('A vacancy could not be read', { kind: read.error.kind })
        else return read
      }
    }
    const rest = await this.readClosedVacancies(met)
    if (!rest.ok) return rest
    if (this.isCheckDue()) this.checkedAtMs = host.clock.now()
    this.vacanciesAtMs = host.clock.now()
    return ok(undefined)
  }

  private isCheckDue(): boolean {
    return this.context.host.clock.now() - this.checkedAtMs >= this.context.tuning.fullWalkMs
  }

  /** Conversations go on when their vacancy is archived. */
  private async readClosedVacancies(met: ReadonlySet<string>): Asked<void> {
    for (const id of [...this.wantedVacancies]) {
      this.wantedVacancies.delete(id)
      if (met.has(id)) continue
      const vacancy = await this.context.api.vacancy(id)
      if (!vacancy.ok) {
        if (isOfOneThing(vacancy.error) || vacancy.error.kind === 'forbidden') continue
        return vacancy
      }
      const read = await this.deps.responses.readVacancy(wordsOf(vacancy.value), null)
      if (!read.ok) {
        if (isOfOneThing(read.error) || read.error.kind === 'forbidden') continue
        return read
      }
      this.noteNews(read.value)
    }
    return ok(undefined)
  }

  /** What could not be had at first, and conversations of late. */
  private async readAgain(): Asked<void> {
    const { state, host, tuning, platformClock } = this.context
    const now = host.clock.now()
    for (const { id } of state.value.retries.filter(({ nextAtMs }) => nextAtMs <= now)) {
      const read = await this.deps.responses.readTopic(id)
      if (!read.ok && !isOfOneThing(read.error)) return read
    }
    const recent = Object.entries(state.value.chats)
      .filter(([, { lastAtMs }]) => platformClock.now() - lastAtMs < tuning.recheckWithinMs)
      .map(([id]) => id)
      .filter((id) => state.value.seen[id] !== undefined && now - this.deps.chats.lastReadMs(id) >= tuning.recheckMs)
      .toSorted((a, b) => this.deps.chats.lastReadMs(a) - this.deps.chats.lastReadMs(b))
    for (const id of new Set([...this.deps.attachments.due(), ...recent.slice(0, RECHECKS_PER_PASS)])) {
      const read = await this.readChat(id, null)
      if (!read.ok) return read
    }
    return ok(undefined)
  }

  private noteNews(news: readonly ResponseNews[]): void {
    for (const { chatId, atMs } of news) {
      this.beActive()
      this.deps.health.receiving(atMs)
      this.deps.webhook.handlePolledNews(chatId, atMs)
    }
  }
}
