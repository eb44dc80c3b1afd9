import { UNLIMITED_MS, type Capabilities } from '#shared/domain/capabilities'
import type { SendFailure } from '#shared/domain/delivery'
import type { MessageContent } from '#shared/domain/message'

import type {
  ActionResult,
  Answer,
  AuthorisationResult,
  Candidate,
  ChannelDriver,
  ChannelHost,
  FindSentResult,
  IngestedChat,
  IngestedMessage,
  InvitationWish,
  OutgoingMessage,
  SendResult,
  StageMoves,
  StageWish,
  StartResult,
  StartWish,
  StepResult,
  Vacancy,
} from './channel'
import { FakeDeeds, fakeVacancies } from './fake-deeds'

const HOUR_MS = 3_600_000

export const fakeCapabilities: Capabilities = {
  maxTextLength: 1000,
  images: { types: ['image/png', 'image/jpeg'], maxBytes: 1_000_000, maxPixels: 1_000_000, caption: false },
  files: null,
  deletion: { withinMs: HOUR_MS, otherSide: 'mark' },
  editing: null,
  typing: false,
  start: null,
  blacklist: { canUnblock: false, hasReasons: true },
  leave: false,
  stages: false,
  wordlessResponses: true,
  invitations: false,
  readReceipts: true,
  voiceMessages: 'receive',
  calls: 'anyone',
  browserCalls: false,
}

/** Like a site chat: what was sent can be changed and taken back at any time, without a trace; files of any kind. */
export const openCapabilities: Capabilities = {
  ...fakeCapabilities,
  files: { maxBytes: 10_000_000, types: null },
  deletion: { withinMs: UNLIMITED_MS, otherSide: 'nothing' },
  editing: { withinMs: UNLIMITED_MS, otherSide: 'nothing' },
}

/** Like a job site: responses have stages, and one can begin, leave, block and let in again. */
export const recruitingCapabilities: Capabilities = {
  ...openCapabilities,
  start: { by: 'resume', maxFirstTextLength: 100 },
  blacklist: { canUnblock: true, hasReasons: false },
  leave: true,
  stages: true,
  invitations: true,
  calls: 'reachable',
}

/** What happens to the next change or deletion. */
export type ActionFault =
  | { readonly kind: 'none' }
  /** Done, the answer is lost. */
  | { readonly kind: 'lostAnswer' }
  | { readonly kind: 'lostRequest' }
  /** No answer; done this much later. */
  | { readonly kind: 'late'; readonly afterMs: number }
  | { readonly kind: 'refuse'; readonly reason: SendFailure }

/** What happens to the next message that is sent. */
export type SendFault =
  | { readonly kind: 'none' }
  /** Accepted, the answer is lost. */
  | { readonly kind: 'lostAnswer' }
  /** Not accepted, no answer either. */
  | { readonly kind: 'lostRequest' }
  /** No answer yet; accepted this much later, e.g. after the driver gave up. */
  | { readonly kind: 'lateAccept'; readonly afterMs: number }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'refuse'; readonly reason: SendFailure }
  /** The request is under way for ever: whoever waits for it is killed. */
  | { readonly kind: 'hang'; readonly isAccepted: boolean }

export interface FakeMessage {
  readonly externalId: string
  readonly chatExternalId: string
  readonly atMs: number
  readonly content: OutgoingMessage['content'] | { readonly kind: 'deleted' }
}

/** A platform in memory; it outlives the drivers that talk to it as a real one outlives the hub. */
export class FakePlatform {
  readonly accepted: FakeMessage[] = []
  readonly deleted: string[] = []
  readonly readMarks: string[] = []
  readonly blocked: string[] = []
  readonly faults: SendFault[] = []
  /** Tells of own messages as webhooks do, before the answer to the request arrives. */
  echoes = false
  /** Its clock is ahead of ours by this. */
  aheadMs = 0
  /** Reading chats back fails this many times. */
  unreadable = 0
  actionResult: ActionResult = { kind: 'done' }
  readonly actionFaults: ActionFault[] = []
  readonly deeds = new FakeDeeds()
  private readonly edited = new Map<string, string>()
  private counter = 0

  constructor(
    private readonly nowMs: () => number,
    readonly capabilities: Capabilities = fakeCapabilities,
  ) {}

  accept(message: OutgoingMessage): FakeMessage {
    this.counter += 1
    const { chatExternalId, content } = message
    const atMs = this.now()
    const accepted = { externalId: `out-${this.counter}`, chatExternalId, content, atMs }
    this.accepted.push(accepted)
    return accepted
  }

  /** In whole seconds. */
  now(): number {
    return Math.floor((this.nowMs() + this.aheadMs) / 1000) * 1000
  }

  edit(externalId: string, text: string): void {
    if (this.has(externalId)) this.edited.set(externalId, text)
  }

  /** Is it there, and not deleted? */
  has(externalId: string): boolean {
    return !this.deleted.includes(externalId) && this.accepted.some((message) => message.externalId === externalId)
  }

  textOf(externalId: string): string | null {
    const message = this.accepted.find((one) => one.externalId === externalId)
    if (!message || this.deleted.includes(externalId)) return null
    return this.edited.get(externalId) ?? (message.content.kind === 'text' ? message.content.text : null)
  }

  /** What the client sees there now, by the platform's id. */
  shown(chatExternalId: string): ReadonlyMap<string, string> {
    const ours = this.accepted.filter((message) => message.chatExternalId === chatExternalId)
    return new Map(
      ours.flatMap(({ externalId, content }) =>
        this.deleted.includes(externalId)
          ? []
          : [[externalId, this.edited.get(externalId) ?? (content.kind === 'text' ? content.text : content.kind)]],
      ),
    )
  }

  texts(chatExternalId: string): readonly string[] {
    return this.accepted
      .filter((message) => message.chatExternalId === chatExternalId)
      .map((message) => (message.content.kind === 'text' ? message.content.text : message.content.kind))
  }
}

/** A complete channel without a wire. */
export class FakeChannel implements ChannelDriver {
  readonly kind = 'avito'
  readonly webhooks: unknown[] = []
  readonly readAnew: string[] = []
  isStarted = false
  isDisposed = false

  constructor(
    readonly platform: FakePlatform,
    readonly host: ChannelHost,
  ) {}

  get capabilities(): Capabilities {
    return this.platform.capabilities
  }

  start(): void {
    this.isStarted = true
    this.host.setHealth({ kind: 'receiving', lastEventAtMs: null })
  }

  dispose(): void {
    this.isDisposed = true
  }

  async readAgain(chatExternalIds: readonly string[]): Promise<void> {
    this.readAnew.push(...chatExternalIds)
  }

  async send(message: OutgoingMessage): Promise<SendResult> {
    const fault = this.platform.faults.shift() ?? { kind: 'none' }
    switch (fault.kind) {
      case 'none':
        return this.accept(message)
      case 'lostAnswer':
        await this.accept(message)
        return { kind: 'unknown', detail: 'connection lost' }
      case 'lostRequest':
        return { kind: 'unknown', detail: 'connection lost' }
      case 'lateAccept':
        this.host.clock.schedule(fault.afterMs, () => this.platform.accept(message))
        return { kind: 'unknown', detail: 'timed out' }
      case 'busy':
        return { kind: 'notSent', retryAfterMs: fault.retryAfterMs, detail: '429' }
      case 'refuse':
        return { kind: 'refused', reason: fault.reason, detail: null }
      case 'hang':
        if (fault.isAccepted) await this.accept(message)
        return new Promise(() => undefined)
    }
  }

  async findSent(message: OutgoingMessage, notBeforeMs: number, known: ReadonlySet<string>): Promise<FindSentResult> {
    if (this.platform.unreadable > 0) {
      this.platform.unreadable -= 1
      return { kind: 'cannotTell', retryAfterMs: null, detail: '500' }
    }
    const found = this.platform.accepted.find(
      (candidate) =>
        candidate.chatExternalId === message.chatExternalId &&
        candidate.atMs >= notBeforeMs &&
        !known.has(candidate.externalId) &&
        JSON.stringify(candidate.content) === JSON.stringify(message.content),
    )
    return found ? { kind: 'found', externalId: found.externalId, atMs: found.atMs } : { kind: 'absent' }
  }

  async deleteMessage(_chatExternalId: string, messageExternalId: string): Promise<ActionResult> {
    const isGone = () => this.platform.deleted.includes(messageExternalId)
    return this.act(() => {
      if (!isGone()) this.platform.deleted.push(messageExternalId)
    }, isGone)
  }

  async editMessage(_chatExternalId: string, messageExternalId: string, text: string): Promise<ActionResult> {
    if (!this.platform.has(messageExternalId)) return { kind: 'refused', reason: 'rejected', detail: 'no such message' }
    const result = this.act(
      () => {
        this.platform.edit(messageExternalId, text)
      },
      () => this.platform.textOf(messageExternalId) === text,
    )
    return result.kind === 'done' ? { kind: 'done', atMs: this.platform.now() } : result
  }

  async markRead(chatExternalId: string): Promise<ActionResult> {
    if (this.platform.actionResult.kind === 'done') this.platform.readMarks.push(chatExternalId)
    return this.platform.actionResult
  }

  async block(chatExternalId: string): Promise<ActionResult> {
    if (this.platform.actionResult.kind === 'done') this.platform.blocked.push(chatExternalId)
    return this.platform.actionResult
  }

  async unblock(chatExternalId: string): Promise<ActionResult> {
    return this.platform.deeds.repeat(`unblock ${chatExternalId}`)
  }

  async leave(chatExternalId: string): Promise<ActionResult> {
    return this.platform.deeds.repeat(`leave ${chatExternalId}`)
  }

  async findCandidate(reference: string): Promise<Answer<Candidate>> {
    const { candidate } = this.platform.deeds
    return candidate?.externalId === reference ? { kind: 'ok', value: candidate } : { kind: 'notFound' }
  }

  async candidateOf(): Promise<Answer<Candidate>> {
    const { candidate } = this.platform.deeds
    return candidate ? { kind: 'ok', value: candidate } : { kind: 'notFound' }
  }

  async startChat(wish: StartWish): Promise<StartResult> {
    const { deeds } = this.platform
    const result = await deeds.start(wish, this.host.clock.now())
    // As real drivers do, it tells of the conversation before the answer.
    if (result.kind === 'started')
      await this.host.ingest({ chats: [result.chat], messages: result.message ? [result.message] : [] })
    return result
  }

  async vacancies(): Promise<Answer<readonly Vacancy[]>> {
    return { kind: 'ok', value: fakeVacancies }
  }

  async invite({ chatExternalId, messageId, vacancyExternalId, text }: InvitationWish): Promise<StepResult> {
    return this.platform.deeds.make(messageId, `invite ${chatExternalId} ${vacancyExternalId}: ${text}`)
  }

  async stageMoves(): Promise<Answer<StageMoves>> {
    const current = { externalId: 'response', title: 'Неразобранные' }
    return { kind: 'ok', value: { current, wordless: null, moves: this.platform.deeds.moves } }
  }

  async moveStage({ chatExternalId, messageId, moveExternalId, text }: StageWish): Promise<StepResult> {
    return this.platform.deeds.make(messageId, `stage ${chatExternalId} ${moveExternalId}: ${text ?? '-'}`)
  }

  async beginAuthorisation(): Promise<string | null> {
    return 'https://consent.example/?state=fake-state'
  }

  async finishAuthorisation(query: Readonly<Record<string, string>>): Promise<AuthorisationResult> {
    return query['code'] === undefined ? { kind: 'declined' } : { kind: 'authorised' }
  }

  ownsState(state: string): boolean {
    return state === 'fake-state'
  }

  async handleWebhook(body: unknown): Promise<'taken'> {
    this.webhooks.push(body)
    return 'taken'
  }

  /** `isTaken`: this very thing was done before and its answer was lost; nobody refuses what is already so. */
  private act(work: () => void, isTaken: () => boolean): ActionResult {
    const { actionFaults, actionResult } = this.platform
    const fault = actionFaults.shift() ?? { kind: 'none' }
    const lost = { kind: 'retry', retryAfterMs: null, detail: 'connection lost' } as const
    switch (fault.kind) {
      case 'none':
        if (actionResult.kind === 'done') work()
        return actionResult
      case 'lostAnswer':
        work()
        return lost
      case 'lostRequest':
        return lost
      case 'late':
        this.host.clock.schedule(fault.afterMs, work)
        return lost
      case 'refuse':
        if (isTaken()) return actionResult
        return { kind: 'refused', reason: fault.reason, detail: null }
    }
  }

  private async accept(message: OutgoingMessage): Promise<SendResult> {
    const { externalId, atMs } = this.platform.accept(message)
    if (this.platform.echoes) await this.echo(message, externalId, atMs)
    return { kind: 'sent', externalId, atMs }
  }

  private async echo(message: OutgoingMessage, externalId: string, atMs: number): Promise<void> {
    if (message.content.kind !== 'text') return
    const { text } = message.content
    await this.host.ingest({
      chats: [],
      messages: [
        ingestedMessage(message.chatExternalId, externalId, { kind: 'text', text }, { direction: 'out', atMs }),
      ],
    })
  }
}

export function ingestedChat(externalId: string, patch: Partial<IngestedChat> = {}): IngestedChat {
  return {
    externalId,
    clientExternalId: `client of ${externalId}`,
    clientName: 'Иван',
    avatarFileId: null,
    subject: null,
    createdAtMs: Date.UTC(2026, 0, 12),
    access: 'open',
    ...patch,
  }
}

export function ingestedMessage(
  chatExternalId: string,
  externalId: string,
  content: MessageContent,
  patch: Partial<IngestedMessage> = {},
): IngestedMessage {
  return {
    chatExternalId,
    externalId,
    atMs: Date.UTC(2026, 0, 12, 8),
    direction: 'in',
    authorName: 'Иван',
    content,
    quote: null,
    readAtMs: null,
    isReadByUs: false,
    isBackfill: false,
    ...patch,
  }
}
