// Whole: one stand-in for all that the desk asks of its data, read beside the contract that it answers for.
import type { CommandArgs, CommandEnvelope, CommandName } from '#shared/contract/commands'
import type { StagesReply, VacanciesReply } from '#shared/contract/deeds'
import type { PastRevision } from '#shared/contract/revisions'
import type { StageTemplateDraft } from '#shared/contract/templates'
import type { Agent, AgentStatus } from '#shared/domain/agent'
import type { CasePriority, PersonReceiver } from '#shared/domain/case'
import type { BlockReason, Chat } from '#shared/domain/chat'
import { fullNameOf, type ClientCard } from '#shared/domain/client-card'
import type {
  ChannelId,
  AgentId,
  CallId,
  ChatId,
  ClientCardId,
  CommandId,
  DealId,
  MergeId,
  MessageId,
  OrganisationId,
  TopicId,
  OwnStatusId,
} from '#shared/domain/ids'
import { keptOwnStatus } from '#shared/domain/own-status'
import type { Message, MessageContent, NoteContent } from '#shared/domain/message'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { err, ok, type Result } from '#shared/lib/result'
import { v7 as uuid } from 'uuid'

import { agentPlace, caseOrderOf, CLOSED_PLACE, laterPlace, queuePlaces } from './case-order'
import { countOptions, factsOf, type FilterOptions } from './chat-filters'
import type { DeskRows } from './demo-rows'
import type {
  AskFailure,
  Candidate,
  CaseCounts,
  ChatBeginning,
  ChatListQuery,
  ClientCardDraft,
  ClientConversation,
  InvitationDraft,
  Me,
  PastCase,
  StageDraft,
} from './desk-data'
import type { SavedView } from './saved-view'
import { showCase } from './shown-case'

/** What a screen asked for, in order: UI tests assert on it. */
type FakeWish =
  | { readonly kind: 'send'; readonly chatId: ChatId; readonly content: MessageContent; readonly sendAtMs?: number }
  | { readonly kind: 'retry' | 'discard' | 'delete'; readonly messageId: MessageId }
  | { readonly kind: 'edit'; readonly messageId: MessageId; readonly text: string }
  | { readonly kind: 'markRead' | 'markUnread'; readonly chatId: ChatId }
  | { readonly kind: 'block'; readonly chatId: ChatId; readonly reason: BlockReason }
  | { readonly kind: 'setPhone'; readonly chatId: ChatId; readonly phone: string | null }
  | { readonly kind: 'markCallsSeen'; readonly ids: readonly CallId[] }
  | { readonly kind: 'callBack'; readonly number: string }
  | { readonly kind: 'hangUpPbxCall'; readonly callId: CallId }
  | { readonly kind: 'transferPbxCall'; readonly callId: CallId; readonly extension: string }
  | { readonly kind: 'typing'; readonly chatId: ChatId }
  | { readonly kind: 'calls'; readonly count: number; readonly by: AgentId | null }
  | { readonly kind: 'actAs'; readonly agentId: AgentId | null }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: unknown }
  | { readonly kind: 'find'; readonly channelId: ChannelId; readonly reference: string }
  | { readonly kind: 'stageTemplate'; readonly template: StageTemplateDraft }

/** The part of `FakeDeskData` that is about cases, cards and people. */
export abstract class FakeCaseData {
  readonly wishes: FakeWish[] = []
  /** What the hub answers to those who look. */
  cards: readonly ClientCard[] = []
  pastCases: readonly PastCase[] = []
  /** Of the client besides the chat that is asked about; `null`: the hub is away. */
  /** By message; `null`: the hub does not answer. */
  pastRevisions: ReadonlyMap<MessageId, readonly PastRevision[]> | null = new Map()
  otherConversations: readonly ClientConversation[] | null = []
  closingText: string | null = null
  /** What the channel answers about the chat that is asked for. */
  stages: Result<StagesReply, AskFailure> = err('offline')
  vacancies: Result<VacanciesReply['vacancies'], AskFailure> = err('offline')
  candidate: Result<Candidate, AskFailure> = err('offline')
  private views: readonly SavedView[] = []
  private actingAs: AgentId | null = null
  private readonly observers = new Set<() => void>()

  protected constructor(
    protected rows: DeskRows,
    protected readonly now: () => number,
  ) {}

  setRows(rows: Partial<DeskRows>): void {
    this.rows = { ...this.rows, ...rows }
    this.tell()
  }

  observeCaseCounts(listener: (counts: CaseCounts) => void): Disposable {
    const count = (filter: 'mine' | 'later' | 'queue') =>
      this.rows.chats.filter((chat) => this.isListed(chat, filter)).length
    return this.observe(() => ({ mine: count('mine'), later: count('later'), queue: count('queue') }), listener)
  }

  observeMe(listener: (me: Me | null) => void): Disposable {
    return this.observe(() => {
      const ownStatus = keptOwnStatus(this.actor(), this.rows.directory.statuses ?? [])
      return { agent: this.actor(), own: this.rows.me, ...(ownStatus ? { ownStatus } : {}) }
    }, listener)
  }

  observeAgents(listener: (agents: DeskRows['agents']) => void): Disposable {
    return this.observe(() => this.rows.agents, listener)
  }

  observeDirectory(listener: (directory: DeskRows['directory']) => void): Disposable {
    return this.observe(() => this.rows.directory, listener)
  }

  observeTelephony(listener: (telephony: DeskRows['telephony']) => void): Disposable {
    return this.observe(() => this.rows.telephony, listener)
  }

  async callBack(number: string): Promise<void> {
    this.wishes.push({ kind: 'callBack', number })
  }

  async hangUpPbxCall(callId: CallId): Promise<void> {
    this.wishes.push({ kind: 'hangUpPbxCall', callId })
  }

  async transferPbxCall(callId: CallId, extension: string): Promise<void> {
    this.wishes.push({ kind: 'transferPbxCall', callId, extension })
  }

  async actAs(agentId: AgentId | null): Promise<void> {
    this.wishes.push({ kind: 'actAs', agentId })
    this.actingAs = agentId
    this.tell()
  }

  async setStatus(status: AgentStatus, untilMs?: number, ownStatusId?: OwnStatusId): Promise<void> {
    const args = {
      status,
      ...(untilMs === undefined ? {} : { untilMs }),
      ...(ownStatusId === undefined ? {} : { ownStatusId }),
    }
    this.wishes.push({ kind: 'command', name: 'setStatus', args })
    const { id } = this.actor()
    const change = (agent: Agent): Agent =>
      agent.id === id
        ? { ...agent, status, statusUntilMs: untilMs ?? null, ...(ownStatusId === undefined ? {} : { ownStatusId }) }
        : agent
    this.setRows({ me: change(this.rows.me), agents: this.rows.agents.map(change) })
  }

  async claimCase(id: ChatId): Promise<void> {
    this.wishOfCase(id, 'claimCase', {})
  }

  async transferCase(id: ChatId, to: PersonReceiver, note: string | null): Promise<void> {
    this.wishOfCase(id, 'transferCase', { to, note })
  }

  async returnCase(id: ChatId): Promise<void> {
    this.wishOfCase(id, 'returnCase', {})
  }

  async closeCase(id: ChatId): Promise<void> {
    this.wishOfCase(id, 'closeCase', {})
  }

  async snoozeCase(id: ChatId, untilMs: number | null): Promise<void> {
    this.wishOfCase(id, 'snoozeCase', { untilMs })
  }

  async unsnoozeCase(id: ChatId): Promise<void> {
    this.wishOfCase(id, 'unsnoozeCase', {})
  }

  async setCaseTopic(id: ChatId, topicId: TopicId | null): Promise<void> {
    this.wishOfCase(id, 'setCaseTopic', { topicId })
  }

  async setCasePriority(id: ChatId, priority: CasePriority): Promise<void> {
    this.wishOfCase(id, 'setCasePriority', { priority })
  }

  async pinCase(id: ChatId, isPinned: boolean): Promise<void> {
    this.wishOfCase(id, 'pinCase', { isPinned })
  }

  async linkDeal(id: ChatId, title: string | null): Promise<void> {
    this.wishOfCase(id, 'linkDeal', { deal: title === null ? null : { id: uuid() as DealId, title } })
  }

  async linkOrganisation(id: ChatId, name: string | null): Promise<void> {
    const organisation = name === null ? null : { id: uuid() as OrganisationId, name }
    this.wishOfCase(id, 'linkOrganisation', { organisation })
  }

  async addNote(chatId: ChatId, text: string, mentions: readonly AgentId[]): Promise<MessageId> {
    this.wishes.push({ kind: 'command', name: 'addNote', args: { chatId, text, mentions } })
    return this.putNote(chatId, { kind: 'note', text, mentions })
  }

  async whisper(chatId: ChatId, to: AgentId, text: string): Promise<MessageId> {
    this.wishes.push({ kind: 'command', name: 'whisper', args: { chatId, to, text } })
    return this.putNote(chatId, { kind: 'note', text, mentions: [to], between: [this.actor().id, to] })
  }

  async hearRecording(callId: CallId): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'hearRecording', args: { callId } })
  }

  async watchChat(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'watchChat', args: { chatId } })
  }

  private putNote(chatId: ChatId, content: NoteContent): MessageId {
    const messageId = uuid() as MessageId
    const note: Message = {
      id: messageId,
      chatId,
      externalId: null,
      atMs: this.now(),
      direction: 'system',
      author: { kind: 'agent', agentId: this.actor().id },
      content,
      quote: null,
      delivery: { state: 'local' },
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
    }
    this.setRows({ messages: [...this.rows.messages, note] })
    return messageId
  }

  async createClientCard(chatId: ChatId, card: ClientCardDraft): Promise<ClientCardId> {
    const cardId = uuid() as ClientCardId
    this.wish(chatId, 'createClientCard', { chatId, cardId, card })
    return cardId
  }

  async saveClientCard(chatId: ChatId, cardId: ClientCardId, card: ClientCardDraft): Promise<void> {
    this.wish(chatId, 'saveClientCard', { cardId, card })
  }

  async linkClientCard(chatId: ChatId, cardId: ClientCardId | null): Promise<void> {
    this.wish(chatId, 'linkClientCard', { chatId, cardId })
  }

  async mergeClientCards(chatId: ChatId, from: ClientCardId, into: ClientCardId): Promise<MergeId> {
    const mergeId = uuid() as MergeId
    this.wish(chatId, 'mergeClientCards', { mergeId, from, into })
    return mergeId
  }

  async undoMerge(chatId: ChatId, mergeId: MergeId): Promise<void> {
    this.wish(chatId, 'undoMerge', { mergeId })
  }

  async searchCards(search: string) {
    const words = search.trim().toLowerCase()
    return ok(this.cards.filter((card) => fullNameOf(card).toLowerCase().includes(words)))
  }

  async fetchCaseHistory(id: ChatId) {
    const chat = this.rows.chats.find((row) => row.id === id)
    const present = chat ? [{ chatId: id, channelId: chat.channelId, subjectTitle: null, case: chat.case }] : []
    return ok([...present, ...this.pastCases])
  }

  async fetchRevisions(id: MessageId): Promise<Result<readonly PastRevision[], 'offline'>> {
    return this.pastRevisions === null ? err('offline') : ok(this.pastRevisions.get(id) ?? [])
  }

  /** `null`: the hub is away. */
  chatLink: string | null = 'http://127.0.0.1:1/portal/#key'

  async makeChatLink(_channelId: ChannelId, _id: ChatId, _validForDays: number): Promise<Result<string, 'offline'>> {
    return this.chatLink === null ? err('offline') : ok(this.chatLink)
  }

  async fetchConversations(id: ChatId): Promise<Result<readonly ClientConversation[], 'offline'>> {
    if (this.otherConversations === null) return err('offline')
    const chat = this.rows.chats.find((row) => row.id === id)
    if (!chat) return ok(this.otherConversations)
    const { channelId, subject, access } = chat
    return ok([{ chatId: id, channelId, subjectTitle: subject?.title ?? null, access }, ...this.otherConversations])
  }

  async fetchFilterOptions(): Promise<FilterOptions> {
    return countOptions(this.rows.chats.map(factsOf))
  }

  observeViews(listener: (views: readonly SavedView[]) => void): Disposable {
    return this.observe(() => this.views, listener)
  }

  async saveView(view: SavedView): Promise<void> {
    const others = this.views.filter(({ id }) => id !== view.id)
    this.views = [...others, view].sort((a, b) => a.savedAtMs - b.savedAtMs)
    this.tell()
  }

  async removeView(viewId: string): Promise<void> {
    this.views = this.views.filter(({ id }) => id !== viewId)
    this.tell()
  }

  async fetchClosingText() {
    return ok(this.closingText)
  }

  async unblockClient(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'unblockClient', args: { chatId } })
  }

  async leaveChat(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'leaveChat', args: { chatId } })
  }

  async moveStage(chatId: ChatId, draft: StageDraft): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'moveStage', args: { chatId, ...draft } })
  }

  async inviteToVacancy(chatId: ChatId, draft: InvitationDraft): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'inviteToVacancy', args: { chatId, ...draft } })
  }

  async startChat(beginning: ChatBeginning): Promise<ChatId> {
    this.wishes.push({ kind: 'command', name: 'startChat', args: beginning })
    return uuid() as ChatId
  }

  async fetchStages() {
    return this.stages
  }

  async fetchVacancies() {
    return this.vacancies
  }

  async fetchCandidate() {
    return this.candidate
  }

  async findCandidate(channelId: ChannelId, reference: string) {
    this.wishes.push({ kind: 'find', channelId, reference })
    return this.candidate
  }

  async saveStageTemplate(template: StageTemplateDraft): Promise<Result<null, AskFailure>> {
    this.wishes.push({ kind: 'stageTemplate', template })
    return ok(null)
  }

  protected actor(): Agent {
    return this.rows.agents.find(({ id }) => id === this.actingAs) ?? this.rows.me
  }

  protected isListed(chat: Chat, filter: ChatListQuery['filter']): boolean {
    const { casePlace, openMark } = caseOrderOf(chat)
    switch (filter) {
      case 'all':
        return true
      case 'unread':
        return chat.unread > 0
      case 'open':
        return openMark === 1
      case 'closed':
        return casePlace === CLOSED_PLACE
      case 'mine':
        return casePlace === agentPlace(this.actor().id)
      case 'later':
        return casePlace === laterPlace(this.actor().id)
      case 'queue':
        return queuePlaces(
          this.actor(),
          this.rows.directory.teams.map(({ id }) => id),
        ).includes(casePlace)
    }
  }

  private wishOfCase(chatId: ChatId, name: CommandName, args: object): void {
    const caseId = this.rows.chats.find(({ id }) => id === chatId)?.case.id
    this.wish(chatId, name, { ...args, caseId } as CommandArgs<typeof name>)
  }

  private wish<N extends CommandName>(chatId: ChatId, name: N, args: CommandArgs<N>): void {
    this.wishes.push({ kind: 'command', name, args })
    const id = uuid() as CommandId
    // `name` and `args` are of one command by this function's signature, which a union cannot express.
    const command = { id, name, args } as unknown as CommandEnvelope
    const entry = { id, chatId, messageId: null, command, byId: this.actor().id, atMs: this.now() }
    this.setRows({ chats: this.rows.chats.map((chat) => (chat.id === chatId ? showCase(chat, entry) : chat)) })
  }

  protected observe<T>(read: () => T, listener: (value: T) => void): Disposable {
    const tell = () => {
      listener(read())
    }
    tell()
    return addTo(this.observers, tell)
  }

  protected tell(): void {
    for (const observer of [...this.observers]) observer()
  }
}

export function addTo<T>(set: Set<T>, member: T): Disposable {
  set.add(member)
  return toDisposable(() => {
    set.delete(member)
  })
}
