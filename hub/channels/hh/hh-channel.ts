import type { BlockReason } from '#shared/domain/chat'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'

import type {
  ActionResult,
  AuthorisationResult,
  ChannelDriver,
  ChannelHost,
  FindSentResult,
  InvitationWish,
  OutgoingMessage,
  SendResult,
  StageWish,
  StartWish,
} from '../channel'
import { ApiClient } from '../platform/api-client'
import { actionResultOf, type Asked } from '../platform/failure'
import { HealthReporter } from '../platform/health-reporter'
import { performRequest, type HttpRequest } from '../platform/http/outcome'
import { createStopSource } from '../platform/http/stop-source'
import { PlatformClock } from '../platform/platform-clock'
import { RateLimiter } from '../platform/rate-limiter'
import { StateStore } from '../platform/state-store'
import { WebhookKeeper } from '../platform/webhook-keeper'
import { AttachmentKeeper } from './attachment-keeper'
import { Attempts } from './attempts'
import { Authorisation } from './authorisation'
import { ChatReader } from './chat-reader'
import { hhCapabilities, type HhConfig, type HhTuning } from './config'
import { Contacts } from './contacts'
import { topicOf, type HhContext } from './driver-context'
import { driverState } from './driver-state'
import { failureOf } from './error-mapping'
import { HhApi } from './hh-api'
import { hhHooks } from './hooks'
import { MessageSender } from './message-sender'
import { Poller } from './poller'
import { ResponseReader } from './response-reader'
import { Resumes } from './resumes'
import { SentFinder } from './sent-finder'
import { Stages } from './stages'
import { createTokens } from './tokens'
import { hookEvent } from './wire/schemas'

/** The driver of hh.ru: responses, conversations and stages of one manager of an employer. */
export class HhChannel implements ChannelDriver {
  readonly kind = 'hh'
  readonly capabilities = hhCapabilities
  private readonly owned = new DisposableStore()
  private readonly context: HhContext
  private readonly chats: ChatReader
  private readonly poller: Poller
  private readonly sender: MessageSender
  private readonly finder: SentFinder
  private readonly stages: Stages
  private readonly contacts: Contacts
  private readonly webhook: WebhookKeeper
  private readonly authorisation: Authorisation
  private readonly health: HealthReporter
  private readonly loaded: Promise<void>

  constructor(config: HhConfig, host: ChannelHost, tuning: HhTuning) {
    const logger = host.logger.child('hh', { channelId: config.channelId })
    const stop = createStopSource()
    this.owned.defer(() => stop.abort())
    const platformClock = new PlatformClock(host.clock)
    const perform = async (request: HttpRequest) => {
      const outcome = await performRequest({ exchange: host.exchange, clock: host.clock, stop: stop.signal }, request)
      if (outcome.kind === 'answer' && request.url.startsWith(config.apiUrl))
        platformClock.handleAnswer(outcome.headers)
      return outcome
    }
    // Their own header wins over the one that the network layer may set (facts/hh.md §1).
    const agent = { 'hh-user-agent': `Otklik/1.0 (${config.contactEmail})` }
    const { requestTimeoutMs } = tuning
    const tokens = createTokens({ config, host, agent, perform, requestTimeoutMs })
    this.health = new HealthReporter(host)
    const client = new ApiClient({
      apiUrl: config.apiUrl,
      headers: agent,
      tokens,
      limiter: this.owned.add(new RateLimiter(host.clock, tuning.requestsPerMinute)),
      requestTimeoutMs,
      perform,
      failureOf,
      // A pair of a moment ago, and the platform calls it expired: its clocks disagree, ours does not matter.
      splitRefusal: () => Promise.resolve({ kind: 'unreachable', detail: 'a fresh token was called expired' }),
      onFailure: (failure) => {
        this.health.lasting(failure)
      },
    })
    const api = new HhApi(client, config.apiUrl)
    const state = this.owned.add(new StateStore(host, logger, driverState))
    const context = { config, tuning, host, logger, api, state, platformClock, perform, facts: new Map() }
    this.context = context
    const attempts = new Attempts(context)
    const attachments = new AttachmentKeeper(context)
    this.chats = this.owned.add(
      new ChatReader({
        context,
        attachments,
        onUnknownResponse: (vacancyId) => {
          this.poller.wantVacancy(vacancyId)
        },
      }),
    )
    const responses = new ResponseReader({ context, resumes: new Resumes(context), chats: this.chats })
    this.webhook = new WebhookKeeper(context, hhHooks(context))
    this.poller = this.owned.add(
      new Poller({
        context,
        chats: this.chats,
        responses,
        attachments,
        webhook: this.webhook,
        health: this.health,
      }),
    )
    this.sender = new MessageSender(context, attachments, (chatId) => {
      this.chats.readLater(chatId)
    })
    this.finder = new SentFinder(context, this.sender)
    this.stages = new Stages({
      context,
      attempts,
      onMoved: (topicId, chatId) => {
        this.lookAt(topicId, chatId)
      },
    })
    this.contacts = new Contacts({
      context,
      attempts,
      chats: this.chats,
      finder: this.finder,
      onInvited: (vacancyId) => {
        this.poller.wantVacancy(vacancyId)
        this.poller.wake()
      },
    })
    this.authorisation = new Authorisation(context, tokens, () => {
      this.poller.reconnect()
    })
    this.loaded = state.load()
    // Met again by whoever awaits it; here only so that nobody's being late is not an unhandled rejection.
    this.loaded.catch((error: unknown) => {
      logger.error('Saved state could not be read', { error: describeError(error) })
    })
  }

  start(): void {
    this.health.connecting()
    void this.loaded.then(
      () => {
        if (!this.owned.isDisposed) this.poller.start()
      },
      () => {
        const failure = { kind: 'unreachable', detail: 'saved state could not be read' } as const
        this.health.failed(failure, this.context.host.clock.now())
      },
    )
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    await this.loaded
    const result = await this.sender.send(message)
    if (result.kind === 'sent') this.poller.wake()
    return result
  }

  async findSent(
    message: OutgoingMessage,
    notBeforeMs: number,
    knownExternalIds: ReadonlySet<string>,
  ): Promise<FindSentResult> {
    await this.loaded
    return this.finder.find(message, notBeforeMs, knownExternalIds)
  }

  async editMessage(chatExternalId: string, messageExternalId: string, text: string): Promise<ActionResult> {
    await this.loaded
    const edited = await this.context.api.edit(chatExternalId, messageExternalId, text)
    const result = this.acted(chatExternalId, edited)
    // The answer has no body: its date is the nearest to `last_change_time` that is known now.
    return edited.ok ? { kind: 'done', atMs: edited.value ?? this.context.platformClock.now() } : result
  }

  async deleteMessage(chatExternalId: string, messageExternalId: string): Promise<ActionResult> {
    await this.loaded
    const deleted = await this.context.api.deleteMessage(chatExternalId, messageExternalId)
    if (deleted.ok || deleted.error.kind !== 'notFound') return this.acted(chatExternalId, deleted)
    // 404 may mean the chat or the message; a message that is gone already is what was asked for.
    return this.acted(chatExternalId, await this.context.api.messages(chatExternalId, null, 'interactive'))
  }

  /** Up to the last message that the agent's side has: what came since nobody has seen. */
  async markRead(chatExternalId: string): Promise<ActionResult> {
    await this.loaded
    const { state, api } = this.context
    const lastId = state.value.chats[chatExternalId]?.lastMessageId ?? null
    if (lastId !== null) {
      const marked = await api.markRead(chatExternalId, lastId)
      // Deleted meanwhile: whatever is the last one now is marked when it was seen.
      return marked.ok || marked.error.kind === 'notFound' ? { kind: 'done' } : actionResultOf(marked.error)
    }
    const topicId = topicOf(this.context, chatExternalId)
    if (topicId === null) return { kind: 'done' }
    const marked = await api.markTopicRead(topicId)
    return marked.ok ? { kind: 'done' } : actionResultOf(marked.error)
  }

  /** The platform takes no reason. */
  async block(chatExternalId: string, _clientExternalId: string, _reason: BlockReason): Promise<ActionResult> {
    return this.letWrite(chatExternalId, false)
  }

  async unblock(chatExternalId: string): Promise<ActionResult> {
    return this.letWrite(chatExternalId, true)
  }

  async leave(chatExternalId: string): Promise<ActionResult> {
    await this.loaded
    // Before it is done: from then on the chat is nobody's to us, and it is to be known why.
    await this.context.state.change(({ leftChats }) => ({ leftChats: withOne(leftChats, chatExternalId) }))
    const left = await this.context.api.leave(chatExternalId)
    if (!left.ok && left.error.kind !== 'notFound') {
      await this.context.state.change(({ leftChats }) => ({
        leftChats: leftChats.filter((id) => id !== chatExternalId),
      }))
    }
    // 404: asked again after it was done.
    return left.ok || left.error.kind === 'notFound'
      ? this.acted(chatExternalId, { ok: true, value: null })
      : actionResultOf(left.error)
  }

  async findCandidate(reference: string) {
    await this.loaded
    return this.contacts.find(reference)
  }

  async candidateOf(chatExternalId: string) {
    await this.loaded
    return this.contacts.ofChat(chatExternalId)
  }

  async startChat(wish: StartWish) {
    await this.loaded
    return this.contacts.start(wish)
  }

  async vacancies() {
    await this.loaded
    return this.contacts.vacancies()
  }

  async invite(wish: InvitationWish) {
    await this.loaded
    return this.contacts.invite(wish)
  }

  async stageMoves(chatExternalId: string) {
    await this.loaded
    return this.stages.moves(chatExternalId)
  }

  async moveStage(wish: StageWish) {
    await this.loaded
    return this.stages.move(wish)
  }

  async beginAuthorisation(): Promise<string> {
    await this.loaded
    return this.authorisation.begin()
  }

  async finishAuthorisation(query: Readonly<Record<string, string>>): Promise<AuthorisationResult> {
    await this.loaded
    return this.authorisation.finish(query)
  }

  ownsState(state: string): boolean {
    return this.authorisation.owns(state)
  }

  /**
   * The event itself proves nothing (it has no signature) and says little: what it names is noted down, durably, and
   * read by the API. So the answer never waits for the platform, which allows it two seconds.
   */
  async handleWebhook(body: unknown): Promise<'taken'> {
    const parsed = hookEvent.safeParse(body)
    if (!parsed.success) return 'taken'
    await this.loaded
    const { chat_id: chatId, topic_id: topicId } = parsed.data.payload
    if (chatId != null) this.webhook.handleEvent(chatId)
    await this.context.state.change(({ chatHints, topicHints }) => ({
      ...(chatId == null ? {} : { chatHints: withOne(chatHints, chatId) }),
      ...(topicId == null ? {} : { topicHints: withOne(topicHints, topicId) }),
    }))
    this.poller.wake()
    return 'taken'
  }

  async readAgain(chatExternalIds: readonly string[]): Promise<void> {
    await this.loaded
    await this.context.state.change(({ chatHints }) => ({
      chatHints: [...new Set([...chatHints, ...chatExternalIds])],
    }))
    this.poller.wake()
  }

  async withdraw(): Promise<void> {
    await this.loaded
    await this.webhook.withdraw()
  }

  dispose(): void {
    this.owned.dispose()
  }

  /** Who may not write is known to the hub, whose people decided it: the platform does not tell. */
  private async letWrite(chatId: string, isAllowed: boolean): Promise<ActionResult> {
    await this.loaded
    const answer = await this.context.api.letWrite(chatId, isAllowed)
    return this.acted(chatId, answer)
  }

  /** What was done shows in the chat; what was refused may have its reason there. */
  private acted(chatId: string, answer: Awaited<Asked<unknown>>): ActionResult {
    this.chats.readLater(chatId)
    return answer.ok ? { kind: 'done' } : actionResultOf(answer.error)
  }

  private lookAt(topicId: string, chatId: string): void {
    this.context.state.changeSoon(({ topicHints, chatHints }) => ({
      topicHints: withOne(topicHints, topicId),
      chatHints: withOne(chatHints, chatId),
    }))
    this.poller.wake()
  }
}

function withOne(list: readonly string[], id: string): string[] {
  return list.includes(id) ? [...list] : [...list, id]
}
