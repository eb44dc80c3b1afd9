import type { BlockReason } from '#shared/domain/chat'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'

import { isSameSecret } from '../../accounts/secrets'
import { AvitoChannel } from '../avito/avito-channel'
import type { AvitoConfig } from '../avito/config'
import { actionResultOf } from '../platform/failure'
import { HealthReporter } from '../platform/health-reporter'
import { StateStore } from '../platform/state-store'
import { WebhookKeeper } from '../platform/webhook-keeper'
import { webhookEvent } from '../avito/wire/schemas'
import type {
  ActionResult,
  AuthorisationResult,
  ChannelDriver,
  ChannelHost,
  FindSentResult,
  OutgoingMessage,
  SendResult,
} from '../channel'
import { applicationHooks } from './application-hooks'
import { JOB_SCOPES, jobsCapabilities, type JobsTuning } from './config'
import { JobsApi } from './jobs-api'
import { jobsState, type JobsState } from './jobs-state'
import { Lookups } from './lookups'
import { ResponsePoller } from './response-poller'
import { ResponseReader } from './response-reader'
import { splitHost } from './split-host'
import { applicationOfPhoneChat } from './wire/map-application'
import { applicationEvent } from './wire/schemas'

const NO_CHAT = { kind: 'refused', reason: 'chatGone', detail: null } as const

/**
 * Авито Работа: responses to vacancies with their résumés, and the conversations with those who responded, which are
 * the messenger's own and go through its driver.
 */
export class AvitoJobsChannel implements ChannelDriver {
  readonly kind = 'avitoJobs'
  readonly capabilities = jobsCapabilities
  private readonly owned = new DisposableStore()
  private readonly messenger: AvitoChannel
  private readonly host: ChannelHost
  private readonly api: JobsApi
  private readonly state: StateStore<JobsState>
  private readonly webhook: WebhookKeeper
  private readonly poller: ResponsePoller
  private readonly loaded: Promise<void>

  constructor(config: AvitoConfig, host: ChannelHost, tuning: JobsTuning) {
    const halves = splitHost(host)
    this.host = halves.responses
    this.messenger = this.owned.add(
      new AvitoChannel(config, halves.messages, tuning, {
        kind: this.kind,
        scopes: JOB_SCOPES,
        onAuthorised: () => {
          this.poller.reconnect()
        },
      }),
    )
    const context = { ...this.messenger.context, host: this.host }
    this.api = new JobsApi(context.client)
    this.state = this.owned.add(new StateStore(this.host, context.logger, jobsState))
    this.webhook = new WebhookKeeper(context, applicationHooks(this.api, this.state))
    const parts = { context, host: this.host, tuning, api: this.api, state: this.state, webhook: this.webhook }
    const reader = new ResponseReader({
      ...parts,
      lookups: new Lookups(context, this.api),
      readChat: (chatId) => this.messenger.readChat(chatId),
    })
    this.poller = this.owned.add(new ResponsePoller({ ...parts, reader, health: new HealthReporter(this.host) }))
    this.loaded = Promise.all([this.messenger.whenLoaded(), this.state.load()]).then(() => undefined)
    // Met again by whoever awaits it; here only so that nobody's being late is not an unhandled rejection.
    this.loaded.catch((error: unknown) => {
      context.logger.error('Saved state could not be read', { error: describeError(error) })
    })
  }

  start(): void {
    this.messenger.start()
    void this.loaded.then(
      () => {
        if (!this.owned.isDisposed) this.poller.start()
      },
      () => {
        this.host.setHealth({
          kind: 'unreachable',
          retryAtMs: this.host.clock.now(),
          detail: 'saved state is unreadable',
        })
      },
    )
  }

  readAgain(chatExternalIds: readonly string[]): Promise<void> {
    return this.messenger.readAgain(chatExternalIds)
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    return isPhoneChat(message.chatExternalId) ? NO_CHAT : this.messenger.send(message)
  }

  async findSent(
    message: OutgoingMessage,
    notBeforeMs: number,
    knownExternalIds: ReadonlySet<string>,
  ): Promise<FindSentResult> {
    if (isPhoneChat(message.chatExternalId)) return { kind: 'absent' }
    return this.messenger.findSent(message, notBeforeMs, knownExternalIds)
  }

  async deleteMessage(chatExternalId: string, messageExternalId: string): Promise<ActionResult> {
    return isPhoneChat(chatExternalId) ? NO_CHAT : this.messenger.deleteMessage(chatExternalId, messageExternalId)
  }

  /** The response counts as seen too, which its owner's other tools then show. */
  async markRead(chatExternalId: string): Promise<ActionResult> {
    await this.loaded
    if (!isPhoneChat(chatExternalId)) {
      const marked = await this.messenger.markRead(chatExternalId)
      if (marked.kind !== 'done') return marked
    }
    const applicationId = await this.host.responseOf(chatExternalId)
    if (applicationId === null) return { kind: 'done' }
    const viewed = await this.api.setViewed([applicationId])
    return viewed.ok ? { kind: 'done' } : actionResultOf(viewed.error)
  }

  async block(chatExternalId: string, clientExternalId: string, reason: BlockReason): Promise<ActionResult> {
    return isPhoneChat(chatExternalId) ? NO_CHAT : this.messenger.block(chatExternalId, clientExternalId, reason)
  }

  beginAuthorisation(): Promise<string | null> {
    return this.messenger.beginAuthorisation()
  }

  finishAuthorisation(query: Readonly<Record<string, string>>): Promise<AuthorisationResult> {
    return this.messenger.finishAuthorisation(query)
  }

  ownsState(state: string): boolean {
    return this.messenger.ownsState(state)
  }

  /** Both kinds of webhook come to one address. Bodies that name nothing are how platforms test it. */
  async handleWebhook(body: unknown, secret: string | null): Promise<'taken' | 'refused'> {
    if (webhookEvent.safeParse(body).success) return this.messenger.handleWebhook(body)
    const event = applicationEvent.safeParse(body)
    if (!event.success || event.data === null) return 'taken'
    await this.loaded
    const expected = this.state.value.hookSecret
    if (expected === null || secret === null || !isSameSecret(secret, expected)) return 'refused'
    await this.poller.note(event.data)
    return 'taken'
  }

  async withdraw(): Promise<void> {
    await this.loaded
    await this.webhook.withdraw()
    await this.messenger.withdraw()
  }

  dispose(): void {
    this.owned.dispose()
  }
}

function isPhoneChat(chatExternalId: string): boolean {
  return applicationOfPhoneChat(chatExternalId) !== null
}
