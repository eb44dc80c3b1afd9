import type { ChannelKind } from '#shared/domain/channel'
import type { BlockReason } from '#shared/domain/chat'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'

import type {
  ActionResult,
  AuthorisationResult,
  ChannelDriver,
  ChannelHost,
  FindSentResult,
  OutgoingMessage,
  SendResult,
} from '../channel'
import { AvitoApi } from './api'
import { ApiClient } from '../platform/api-client'
import { Authorisation } from './authorisation'
import { ChatReader } from './chat-reader'
import { avitoCapabilities, DELETE_WINDOW_MS, type AvitoConfig, type AvitoTuning } from './config'
import { requireUserId, type DriverContext } from './driver-context'
import { driverState } from './driver-state'
import { actionResultOf } from '../platform/failure'
import { failureOf } from './error-mapping'
import { HealthReporter } from '../platform/health-reporter'
import { performRequest, type HttpRequest } from '../platform/http/outcome'
import { createStopSource } from '../platform/http/stop-source'
import { MediaKeeper } from './media-keeper'
import { MessageSender } from './message-sender'
import { PlatformClock } from '../platform/platform-clock'
import { Poller } from './poller'
import { RateLimiter } from '../platform/rate-limiter'
import { SentFinder } from './sent-finder'
import { StateStore } from '../platform/state-store'
import { createTokens } from './tokens'
import { WebhookKeeper } from '../platform/webhook-keeper'
import { messengerHooks } from './messenger-hooks'
import { splitRefusal } from './refusal'
import { webhookEvent } from './wire/schemas'

const BLOCK_REASONS: Readonly<Record<BlockReason, number>> = { spam: 1, fraud: 2, rudeness: 3, other: 4 }

/** For which channel the messenger works, and what it asks the account's owner for. */
export interface MessengerRole {
  readonly kind: ChannelKind
  readonly scopes: string
  /** After the person's consent; the account may be another one. */
  readonly onAuthorised?: () => void
}

/** The driver of Avito Messenger: wires the parts and answers the hub. */
export class AvitoChannel implements ChannelDriver {
  readonly kind: ChannelKind
  readonly capabilities = avitoCapabilities
  readonly context: DriverContext
  private readonly owned = new DisposableStore()
  private readonly reader: ChatReader
  private readonly poller: Poller
  private readonly sender: MessageSender
  private readonly finder: SentFinder
  private readonly webhook: WebhookKeeper
  private readonly authorisation: Authorisation
  private readonly media: MediaKeeper
  private readonly health: HealthReporter
  private readonly loaded: Promise<void>

  constructor(config: AvitoConfig, host: ChannelHost, tuning: AvitoTuning, role: MessengerRole) {
    this.kind = role.kind
    const logger = host.logger.child('avito', { channelId: config.channelId })
    const stop = createStopSource()
    this.owned.defer(() => stop.abort())
    const platformClock = new PlatformClock(host.clock)
    const perform = async (request: HttpRequest) => {
      const outcome = await performRequest({ exchange: host.exchange, clock: host.clock, stop: stop.signal }, request)
      if (outcome.kind === 'answer' && request.url.startsWith(config.apiUrl))
        platformClock.handleAnswer(outcome.headers)
      return outcome
    }
    const tokens = createTokens({ config, host, perform, requestTimeoutMs: tuning.requestTimeoutMs })
    const limiter = new RateLimiter(host.clock)
    this.owned.add(limiter)
    this.health = new HealthReporter(host)
    const client = new ApiClient({
      apiUrl: config.apiUrl,
      tokens,
      limiter,
      requestTimeoutMs: tuning.requestTimeoutMs,
      perform,
      failureOf,
      splitRefusal,
      onFailure: (failure) => {
        this.health.lasting(failure)
        if (failure.kind === 'needsAuthorisation' && config.mode === 'own') tokens.retryAfterRefusal()
      },
    })
    const api = new AvitoApi(client, tuning.uploadTimeoutMs)
    const state = this.owned.add(new StateStore(host, logger, driverState))
    this.context = { config, tuning, host, logger, client, api, state, platformClock, perform, facts: new Map() }
    this.media = this.owned.add(new MediaKeeper(this.context))
    this.reader = this.owned.add(new ChatReader(this.context, this.media))
    this.webhook = new WebhookKeeper(this.context, messengerHooks(this.context))
    this.poller = this.owned.add(new Poller(this.context, this.reader, this.webhook, this.health))
    this.sender = new MessageSender(this.context, this.media)
    this.finder = new SentFinder(this.context, this.sender)
    this.authorisation = new Authorisation(this.context, tokens, role.scopes, () => {
      this.poller.reconnect()
      role.onAuthorised?.()
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
        if (this.owned.isDisposed) return
        this.media.start()
        this.poller.start()
      },
      () => {
        this.health.failed(
          { kind: 'unreachable', detail: 'saved state could not be read' },
          this.context.host.clock.now(),
        )
      },
    )
  }

  /** Resolves when the state of the last run is there. */
  whenLoaded(): Promise<void> {
    return this.loaded
  }

  /** Brings one chat up to date; what keeps it from that is met again by the poller. */
  async readChat(chatId: string): Promise<void> {
    await this.loaded
    await this.reader.read(chatId, null)
  }

  /** As if they had changed: the newest at once, the older ones as the list is walked. */
  async readAgain(chatIds: readonly string[]): Promise<void> {
    await this.loaded
    const again = new Set(chatIds)
    await this.context.state.change(({ chats }) => ({
      chats: Object.fromEntries(
        Object.entries(chats).map(([id, known]) => [id, again.has(id) ? { ...known, signature: '' } : known]),
      ),
    }))
    this.poller.walkAnew()
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

  async deleteMessage(chatExternalId: string, messageExternalId: string): Promise<ActionResult> {
    const user = await this.ready()
    if (!user.ok) return actionResultOf(user.error)
    const answer = await this.context.api.deleteMessage(user.value, chatExternalId, messageExternalId)
    if (answer.ok) {
      this.reader.readLater(chatExternalId, 0)
      return { kind: 'done' }
    }
    const { error } = answer
    if (error.kind === 'notFound') return this.afterUnknownMessage(user.value, chatExternalId)
    // After the hour the platform refuses; with which code is not documented.
    if (error.kind === 'invalid' || error.kind === 'forbidden')
      return this.afterRefusedDeletion(user.value, chatExternalId, messageExternalId, actionResultOf(error))
    return actionResultOf(error)
  }

  async markRead(chatExternalId: string): Promise<ActionResult> {
    const user = await this.ready()
    if (!user.ok) return actionResultOf(user.error)
    const { tuning, platformClock } = this.context
    const coverUntil = (atMs: number) => {
      this.context.state.changeSoon(({ readMarks }) => ({ readMarks: { ...readMarks, [chatExternalId]: atMs } }))
    }
    // The platform marks the whole chat, with what arrives before the mark does (see ChatReader.isReadByPerson).
    coverUntil(platformClock.now() + tuning.requestTimeoutMs)
    const answer = await this.context.api.markRead(user.value, chatExternalId)
    coverUntil(platformClock.now())
    return answer.ok ? { kind: 'done' } : actionResultOf(answer.error)
  }

  async block(chatExternalId: string, clientExternalId: string, reason: BlockReason): Promise<ActionResult> {
    const user = await this.ready()
    if (!user.ok) return actionResultOf(user.error)
    const clientId = Number(clientExternalId)
    if (!Number.isSafeInteger(clientId))
      return { kind: 'refused', reason: 'rejected', detail: 'this writer has no account' }
    const itemId = await this.itemOf(user.value, chatExternalId)
    const answer = await this.context.api.block(user.value, clientId, itemId, BLOCK_REASONS[reason])
    if (!answer.ok) return actionResultOf(answer.error)
    // The platform has no way to ask who is on the list, so it is remembered here.
    await this.context.state.change(({ blockedClients }) => ({
      blockedClients: [...new Set([...blockedClients, clientExternalId])],
    }))
    this.reader.readLater(chatExternalId, 0)
    return { kind: 'done' }
  }

  async beginAuthorisation(): Promise<string | null> {
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

  async handleWebhook(body: unknown): Promise<'taken'> {
    const parsed = webhookEvent.safeParse(body)
    // `{}` and the like are how the platform's documents advise to test an address.
    if (!parsed.success) return 'taken'
    await this.loaded
    const { chat_id: chatId, user_id: userId } = parsed.data.payload.value
    if (userId !== this.context.state.value.userId) {
      this.context.logger.warn('A webhook event for another account was ignored')
      return 'taken'
    }
    this.webhook.handleEvent(chatId)
    // The event itself proves nothing (its signature is not documented): the chat is read by the API.
    await this.readWithin(chatId, this.context.tuning.webhookAnswerMs)
    return 'taken'
  }

  /** The channel is removed for good: what was set up on the platform is undone. Before `dispose`. */
  async withdraw(): Promise<void> {
    await this.loaded
    await this.webhook.withdraw()
  }

  dispose(): void {
    this.owned.dispose()
  }

  private async ready() {
    await this.loaded
    return requireUserId(this.context)
  }

  /** Durable either way: read and ingested in time, or noted down to be read. */
  private async readWithin(chatId: string, limitMs: number): Promise<void> {
    const { host, state, logger } = this.context
    const forget = () => state.change(({ hints }) => ({ hints: hints.filter((id) => id !== chatId) }))
    let isLate = false
    const read = this.reader.readNews(chatId).then(async (result) => {
      if (result.ok && result.value.newMessages > 0) this.health.receiving(result.value.newestAtMs)
      if (result.ok && isLate) await forget()
      return result.ok
    })
    const limit = new Promise<false>((resolve) => {
      const timer = this.owned.add(host.clock.schedule(limitMs, () => resolve(false)))
      void read.finally(() => this.owned.release(timer)).catch(() => undefined)
    })
    const isDone = await Promise.race([read, limit])
    if (isDone) return
    isLate = true
    await state.change(({ hints }) => ({ hints: hints.includes(chatId) ? hints : [...hints, chatId] }))
    read.catch((error: unknown) => {
      logger.error('Reading a chat failed', { error: describeError(error) })
    })
    this.poller.wake()
  }

  private async itemOf(user: number, chatId: string): Promise<number | null> {
    const known = this.context.facts.get(chatId)
    if (known) return known.itemId
    const chat = await this.context.api.chat(user, chatId, 'interactive')
    return chat.ok ? (chat.value.context?.value.id ?? null) : null
  }

  /** 404 may mean the chat or the message; a message that is gone already is what was asked for. */
  private async afterUnknownMessage(user: number, chatId: string): Promise<ActionResult> {
    const chat = await this.context.api.chat(user, chatId, 'interactive')
    if (chat.ok) return { kind: 'done' }
    return actionResultOf(chat.error)
  }

  private async afterRefusedDeletion(
    user: number,
    chatId: string,
    messageId: string,
    refusal: Exclude<ActionResult, { kind: 'done' }>,
  ): Promise<ActionResult> {
    const page = await this.context.api.messages(user, chatId, { limit: 100, offset: 0 }, 'interactive')
    const found = page.ok
      ? page.value.messages.find(
          (item) => typeof item === 'object' && item !== null && 'id' in item && item.id === messageId,
        )
      : undefined
    const created =
      typeof found === 'object' && found !== null && 'created' in found && typeof found.created === 'number'
        ? found.created
        : null
    const isTooOld = created === null || this.context.platformClock.now() - created * 1000 >= DELETE_WINDOW_MS
    return page.ok && isTooOld ? { kind: 'refused', reason: 'windowClosed', detail: null } : refusal
  }
}
