import type { CommandArgs, CommandEnvelope, CommandName } from '#shared/contract/commands'
import type { Agent, AgentStatus } from '#shared/domain/agent'
import type { CasePriority, PersonReceiver } from '#shared/domain/case'
import type { BlockReason, Chat } from '#shared/domain/chat'
import { fullNameOf, type ClientCard } from '#shared/domain/client-card'
import type { Delivery } from '#shared/domain/delivery'
import type {
  AgentId,
  CallId,
  ChatId,
  ClientCardId,
  CommandId,
  DealId,
  FileId,
  MergeId,
  MessageId,
  OrganisationId,
  TopicId,
} from '#shared/domain/ids'
import type { Message, MessageContent } from '#shared/domain/message'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { ok } from '#shared/lib/result'
import { v7 as uuid } from 'uuid'

import { agentPlace, caseOrderOf, CLOSED_PLACE, compareCases, queuePlaces } from './case-order'
import { matchesChatSearch, parseChatSearch } from './chat-search'
import { demoRows, type DeskRows } from './demo-rows'
import type {
  CaseCounts,
  ChatListPage,
  ChatListQuery,
  ChatRow,
  ClientCardDraft,
  DeskData,
  Draft,
  IncomingMessage,
  Me,
  NewsKind,
  OutgoingImage,
  PastCase,
  Refusal,
  SyncStatus,
  TimelinePage,
} from './desk-data'
import { showCase } from './shown-case'

/** What a screen asked for, in order: UI tests assert on it. */
export type FakeWish =
  | { readonly kind: 'send'; readonly chatId: ChatId; readonly content: MessageContent }
  | { readonly kind: 'retry' | 'discard' | 'delete'; readonly messageId: MessageId }
  | { readonly kind: 'markRead'; readonly chatId: ChatId }
  | { readonly kind: 'block'; readonly chatId: ChatId; readonly reason: BlockReason }
  | { readonly kind: 'setPhone'; readonly chatId: ChatId; readonly phone: string | null }
  | { readonly kind: 'markCallsSeen'; readonly ids: readonly CallId[] }
  | { readonly kind: 'typing'; readonly chatId: ChatId }
  | { readonly kind: 'calls'; readonly count: number; readonly by: AgentId | null }
  | { readonly kind: 'actAs'; readonly agentId: AgentId | null }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: unknown }

/**
 * A complete `DeskData` in memory, without hub, worker or Dexie. Rows are set from outside and every listener is
 * told at once (the first time while it is being registered); wishes change rows as the real one shows them and
 * are written down in `wishes`.
 */
export class FakeDeskData implements DeskData {
  readonly wishes: FakeWish[] = []
  /** What `loadOlder` answers next. */
  olderAnswer: 'loaded' | 'atBeginning' | 'offline' = 'atBeginning'
  /** What the hub answers to those who look. */
  cards: readonly ClientCard[] = []
  pastCases: readonly PastCase[] = []
  closingText: string | null = null
  private rows: DeskRows
  private sync: SyncStatus = { kind: 'online' }
  private readonly typing = new Map<ChatId, string>()
  private readonly uploads = new Map<MessageId, number>()
  private readonly drafts = new Map<ChatId, Draft>()
  private readonly images = new Map<MessageId, Blob>()
  private readonly observers = new Set<() => void>()
  private readonly incoming = new Set<(arrival: IncomingMessage) => void>()
  private readonly refused = new Set<(refusal: Refusal) => void>()
  private actingAs: AgentId | null = null

  constructor(
    rows: Partial<DeskRows> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.rows = { ...demoRows(now()), ...rows }
  }

  // What tests and demos do to it.

  setRows(rows: Partial<DeskRows>): void {
    this.rows = { ...this.rows, ...rows }
    this.tell()
  }

  changeChat(id: ChatId, change: Partial<Chat>): void {
    this.setRows({ chats: this.rows.chats.map((chat) => (chat.id === id ? { ...chat, ...change } : chat)) })
  }

  setDelivery(id: MessageId, delivery: Delivery): void {
    this.changeMessage(id, { delivery })
  }

  setSync(status: SyncStatus): void {
    this.sync = status
    this.tell()
  }

  setTyping(id: ChatId, name: string | null): void {
    if (name === null) this.typing.delete(id)
    else this.typing.set(id, name)
    this.tell()
  }

  setUpload(id: MessageId, share: number | null): void {
    if (share === null) this.uploads.delete(id)
    else this.uploads.set(id, share)
    this.tell()
  }

  /** A client's message reaches the desk: in the timeline, in the list, counted as unread, announced once. */
  arrive(message: Message, kind: NewsKind = 'message'): void {
    this.append(message)
    const chat = this.rows.chats.find(({ id }) => id === message.chatId)
    if (!chat) throw new Error(`FakeDeskData has no chat ${message.chatId}`)
    this.changeChat(chat.id, { unread: chat.unread + 1 })
    for (const listener of this.incoming) listener({ kind, chat: { ...chat, unread: chat.unread + 1 }, message })
  }

  refuse(chatId: ChatId | null, reason: string, command: CommandName = 'deleteMessage'): void {
    for (const listener of this.refused) listener({ chatId, command, reason })
  }

  // DeskData.

  peekChatList(): null {
    return null
  }

  observeChatList(query: ChatListQuery, listener: (page: ChatListPage) => void): Disposable {
    const search = parseChatSearch(query.search)
    return this.observe(() => {
      const found = this.rows.chats
        .filter((chat) => this.isListed(chat, query.filter))
        .filter((chat) => !search || matchesChatSearch(chat, search))
        .sort(
          query.filter === 'all' || query.filter === 'unread'
            ? (a, b) => b.lastAtMs - a.lastAtMs
            : (a, b) => compareCases({ ...caseOrderOf(a), id: a.id }, { ...caseOrderOf(b), id: b.id }),
        )
        .map((chat) => this.toRow(chat))
      return {
        rows: found.slice(0, query.limit),
        hasMore: found.length > query.limit,
        isFirstFill: this.sync.kind === 'starting',
      }
    }, listener)
  }

  observeChat(id: ChatId, listener: (chat: ChatRow | null) => void): Disposable {
    return this.observe(() => {
      const chat = this.rows.chats.find((row) => row.id === id)
      return chat ? this.toRow(chat) : null
    }, listener)
  }

  observeTimeline(id: ChatId, limit: number, listener: (page: TimelinePage) => void): Disposable {
    return this.observe(() => {
      const all = this.rows.messages
        .filter(({ chatId }) => chatId === id)
        .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
      return { messages: all.slice(-limit), hasOlder: all.length > limit }
    }, listener)
  }

  async loadOlder(): Promise<'loaded' | 'atBeginning' | 'offline'> {
    return this.olderAnswer
  }

  observeUnreadTotal(listener: (count: number) => void): Disposable {
    return this.observe(() => this.rows.chats.reduce((sum, chat) => sum + chat.unread, 0), listener)
  }

  observeUnreadChats(listener: (count: number) => void): Disposable {
    return this.observe(() => this.rows.chats.filter((chat) => chat.unread > 0).length, listener)
  }

  observeChannels(listener: (channels: DeskRows['channels']) => void): Disposable {
    return this.observe(() => this.rows.channels, listener)
  }

  observeCalls(limit: number, listener: (calls: DeskRows['calls']) => void): Disposable {
    return this.observe(
      () => [...this.rows.calls].sort((a, b) => b.startedAtMs - a.startedAtMs).slice(0, limit),
      listener,
    )
  }

  observeSync(listener: (status: SyncStatus) => void): Disposable {
    return this.observe(() => this.sync, listener)
  }

  observeCache(listener: (trouble: null) => void): Disposable {
    listener(null)
    return toDisposable(() => undefined)
  }

  observeTyping(id: ChatId, listener: (name: string | null) => void): Disposable {
    return this.observe(() => this.typing.get(id) ?? null, listener)
  }

  observeUpload(id: MessageId, listener: (share: number | null) => void): Disposable {
    return this.observe(() => this.uploads.get(id) ?? null, listener)
  }

  onIncoming(listener: (arrival: IncomingMessage) => void): Disposable {
    return addTo(this.incoming, listener)
  }

  onRefused(listener: (refusal: Refusal) => void): Disposable {
    return addTo(this.refused, listener)
  }

  observeCaseCounts(listener: (counts: CaseCounts) => void): Disposable {
    const count = (filter: 'mine' | 'queue') => this.rows.chats.filter((chat) => this.isListed(chat, filter)).length
    return this.observe(() => ({ mine: count('mine'), queue: count('queue') }), listener)
  }

  observeMe(listener: (me: Me | null) => void): Disposable {
    return this.observe(() => ({ agent: this.actor(), own: this.rows.me }), listener)
  }

  observeAgents(listener: (agents: DeskRows['agents']) => void): Disposable {
    return this.observe(() => this.rows.agents, listener)
  }

  observeDirectory(listener: (directory: DeskRows['directory']) => void): Disposable {
    return this.observe(() => this.rows.directory, listener)
  }

  async sendText(id: ChatId, text: string): Promise<MessageId> {
    return this.send(id, uuid() as MessageId, { kind: 'text', text })
  }

  async sendImage(id: ChatId, image: OutgoingImage): Promise<MessageId> {
    const messageId = uuid() as MessageId
    this.images.set(messageId, image.blob)
    const fileId = uuid() as FileId
    return this.send(id, messageId, {
      kind: 'image',
      fileId,
      width: null,
      height: null,
      bytes: image.blob.size,
      name: image.name,
    })
  }

  async retryMessage(messageId: MessageId): Promise<void> {
    this.wishes.push({ kind: 'retry', messageId })
    this.changeMessage(messageId, { delivery: { state: 'queued', nextTryAtMs: null } })
  }

  async discardMessage(messageId: MessageId): Promise<void> {
    this.wishes.push({ kind: 'discard', messageId })
    this.setRows({ messages: this.rows.messages.filter(({ id }) => id !== messageId) })
  }

  async deleteMessage(messageId: MessageId): Promise<void> {
    this.wishes.push({ kind: 'delete', messageId })
    this.changeMessage(messageId, { content: { kind: 'deleted' }, deletableUntilMs: null })
  }

  async markRead(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'markRead', chatId })
    this.changeChat(chatId, { unread: 0 })
  }

  async blockClient(chatId: ChatId, reason: BlockReason): Promise<void> {
    this.wishes.push({ kind: 'block', chatId, reason })
    this.changeChat(chatId, { access: { kind: 'blocked' } })
  }

  async setClientPhone(chatId: ChatId, phone: string | null): Promise<void> {
    this.wishes.push({ kind: 'setPhone', chatId, phone })
    this.changeChat(chatId, { clientPhone: phone })
  }

  async markCallsSeen(ids: readonly CallId[]): Promise<void> {
    this.wishes.push({ kind: 'markCallsSeen', ids })
    this.setRows({ calls: this.rows.calls.map((call) => (ids.includes(call.id) ? { ...call, isSeen: true } : call)) })
  }

  setCalls(count: number, by: AgentId | null): void {
    this.wishes.push({ kind: 'calls', count, by })
  }

  sendTyping(chatId: ChatId): void {
    this.wishes.push({ kind: 'typing', chatId })
  }

  async actAs(agentId: AgentId | null): Promise<void> {
    this.wishes.push({ kind: 'actAs', agentId })
    this.actingAs = agentId
    this.tell()
  }

  async setStatus(status: AgentStatus): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'setStatus', args: { status } })
    const { id } = this.actor()
    const change = (agent: Agent): Agent => (agent.id === id ? { ...agent, status } : agent)
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
    const messageId = uuid() as MessageId
    this.wishes.push({ kind: 'command', name: 'addNote', args: { chatId, text, mentions } })
    const note: Message = {
      id: messageId,
      chatId,
      externalId: null,
      atMs: this.now(),
      direction: 'system',
      author: { kind: 'agent', agentId: this.actor().id },
      content: { kind: 'note', text, mentions },
      quote: null,
      delivery: { state: 'local' },
      deletableUntilMs: null,
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

  async fetchClosingText() {
    return ok(this.closingText)
  }

  async readDraft(id: ChatId): Promise<Draft | null> {
    return this.drafts.get(id) ?? null
  }

  async saveDraft(id: ChatId, draft: Draft | null): Promise<void> {
    if (draft === null) this.drafts.delete(id)
    else this.drafts.set(id, draft)
    this.tell()
  }

  async readLocalImage(message: MessageId): Promise<Blob | null> {
    return this.images.get(message) ?? null
  }

  private actor(): Agent {
    return this.rows.agents.find(({ id }) => id === this.actingAs) ?? this.rows.me
  }

  private isListed(chat: Chat, filter: ChatListQuery['filter']): boolean {
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

  private send(chatId: ChatId, id: MessageId, content: MessageContent): MessageId {
    this.wishes.push({ kind: 'send', chatId, content })
    this.append({
      id,
      chatId,
      externalId: null,
      atMs: this.now(),
      direction: 'out',
      author: { kind: 'agent', agentId: this.actor().id },
      content,
      quote: null,
      delivery: { state: 'local' },
      deletableUntilMs: null,
    })
    return id
  }

  private append(message: Message): void {
    const { id, atMs, direction, content, delivery } = message
    this.rows = { ...this.rows, messages: [...this.rows.messages, message] }
    this.changeChat(message.chatId, { lastMessage: { id, atMs, direction, content, delivery }, lastAtMs: atMs })
  }

  private changeMessage(id: MessageId, change: Partial<Message>): void {
    this.setRows({
      messages: this.rows.messages.map((message) => (message.id === id ? { ...message, ...change } : message)),
    })
  }

  private toRow(chat: Chat): ChatRow {
    const draft = this.drafts.get(chat.id)
    return { ...chat, draftText: draft ? (draft.text.split('\n')[0] ?? '') : null }
  }

  private observe<T>(read: () => T, listener: (value: T) => void): Disposable {
    const tell = () => {
      listener(read())
    }
    tell()
    return addTo(this.observers, tell)
  }

  private tell(): void {
    for (const observer of [...this.observers]) observer()
  }
}

function addTo<T>(set: Set<T>, member: T): Disposable {
  set.add(member)
  return toDisposable(() => {
    set.delete(member)
  })
}
