// Whole: one stand-in for the whole of a desk’s data.
import type { CommandName } from '#shared/contract/commands'
import type { BlockReason, Chat } from '#shared/domain/chat'
import type { Delivery } from '#shared/domain/delivery'
import type { AgentId, CallId, ChannelId, ChatId, FileId, MessageId } from '#shared/domain/ids'
import type { Message, MessageContent } from '#shared/domain/message'
import type { Present } from '#shared/domain/present'
import { findIn } from '#shared/domain/name-search/find-in'
import { parseNameQuery } from '#shared/domain/name-search/name-query'
import { clientNameOf } from '#shared/domain/client-name'
import { foundIn } from '#shared/domain/text-search/found-words'
import { searchableText } from '#shared/domain/text-search/searchable-text'
import { parseTextQuery } from '#shared/domain/text-search/text-query'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { err, ok, type Result } from '#shared/lib/result'
import { v7 as uuid } from 'uuid'

import { caseOrderOf, compareCases } from './case-order'
import { factsOf, NO_FILTERS, toFilterTest } from './chat-filters'
import { demoRows, type DeskRows } from './demo-rows'
import type {
  CacheBounds,
  ChatListPage,
  ChatListQuery,
  ChatRow,
  DeskData,
  Draft,
  IncomingMessage,
  MessageQuery,
  NewsKind,
  OnlyHere,
  OutgoingImage,
  Refusal,
  SyncStatus,
  TimelinePage,
  Unsent,
  UploadShare,
} from './desk-data'
import { addTo, FakeCaseData } from './fake-case-data'
import { findableOf } from './findable-chat'
import {
  bestFirst,
  isMeant,
  toFoundMessage,
  type FoundMessage,
  type FoundMessages,
  type TextIndexState,
} from './found-message'

/**
 * A complete `DeskData` in memory, without hub, worker or Dexie. Rows are set from outside and every listener is
 * told at once (the first time while it is being registered); wishes change rows as the real one shows them and
 * are written down in `wishes`.
 */
export class FakeDeskData extends FakeCaseData implements DeskData {
  /** What `loadOlder` answers next. */
  private isBehind = false
  olderAnswer: 'loaded' | 'atBeginning' | 'offline' = 'atBeginning'
  /** What the screen said to have shown. */
  readonly seen = new Map<ChatId, readonly MessageId[]>()
  /** What main has answered of. */
  readonly told: MessageId[] = []
  /** What `countOnlyHere` answers. */
  onlyHere: OnlyHere = { messages: 0, drafts: 0 }
  lookedAt: ChatId | null = null
  writtenIn: ChatId | null = null
  bounds: CacheBounds | null = null
  private readonly present = new Map<ChatId, readonly Present[]>()
  private sync: SyncStatus = { kind: 'online' }
  private readonly typing = new Map<ChatId, string>()
  private readonly uploads = new Map<MessageId, UploadShare>()
  private readonly drafts = new Map<ChatId, Draft>()
  private readonly draftTold = new Emitter<ChatId>((error) => {
    throw error
  })
  private readonly images = new Map<MessageId, Blob>()
  private readonly remarkDrafts = new Map<CallId, string>()
  private readonly incoming = new Set<(arrivals: readonly IncomingMessage[]) => void>()
  private readonly refused = new Set<(refusal: Refusal) => void>()

  constructor(rows: Partial<DeskRows> = {}, now: () => number = Date.now) {
    super({ ...demoRows(now()), ...rows }, now)
  }

  // What tests and demos do to it.

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

  /** All conversations lack their newest messages. */
  setBehind(isBehind: boolean): void {
    this.isBehind = isBehind
    this.tell()
  }

  setTyping(id: ChatId, name: string | null): void {
    if (name === null) this.typing.delete(id)
    else this.typing.set(id, name)
    this.tell()
  }

  setUpload(id: MessageId, share: UploadShare | null): void {
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
    for (const listener of this.incoming) listener([{ kind, chat: { ...chat, unread: chat.unread + 1 }, message }])
  }

  refuse(chatId: ChatId | null, reason: string, command: CommandName = 'deleteMessage'): void {
    for (const listener of this.refused) listener({ chatId, command, reason })
  }

  // DeskData.

  peekChatList(): null {
    return null
  }

  countChats(): Promise<null> {
    return Promise.resolve(null)
  }

  peekChat(): null {
    return null
  }

  peekTimeline(): null {
    return null
  }

  readAhead(_id: ChatId, _limit: number): Promise<void> {
    // Everything is in memory.
    return Promise.resolve()
  }

  observeChatList(query: ChatListQuery, listener: (page: ChatListPage) => void): Disposable {
    const search = parseNameQuery(query.search)
    const passes = toFilterTest(query.filters ?? NO_FILTERS)
    return this.observe(() => {
      const found = this.rows.chats
        .filter((chat) => this.isListed(chat, query.filter))
        .filter((chat) => passes(factsOf(chat)) && (!search || findIn(findableOf(chat), search) !== null))
        .sort(
          query.filter === 'all' || query.filter === 'unread'
            ? (a, b) => b.lastAtMs - a.lastAtMs
            : (a, b) => compareCases({ ...caseOrderOf(a), id: a.id }, { ...caseOrderOf(b), id: b.id }),
        )
        .map((chat) => this.toRow(chat))
      const { offset = 0, limit } = query
      return {
        offset,
        rows: found.slice(offset, offset + limit),
        hasMore: found.length > offset + limit,
        isFirstFill: this.sync.kind === 'starting',
      }
    }, listener)
  }

  /** What `observeFoundMessages` says of the index. */
  textIndex: TextIndexState = { kind: 'ready' }

  observeFoundMessages({ typed, limit, narrowed }: MessageQuery, listener: (found: FoundMessages) => void): Disposable {
    const query = parseTextQuery(typed)
    return this.observe(() => {
      const found = query
        ? this.rows.messages
            .filter((message) => foundIn(searchableText(message), query).length >= query.parts.length)
            .filter((message) => !narrowed || isMeant(message, this.channelOf(message.chatId), narrowed))
        : []
      const best = query
        ? bestFirst(
            found.map((message) => ({ message, isNear: false })),
            query,
          )
        : []
      return {
        hits: best.slice(0, limit).map((message) => this.toFound(message, typed)),
        count: found.length,
        index: this.textIndex,
      }
    }, listener)
  }

  private channelOf(chatId: ChatId): ChannelId | null {
    return this.rows.chats.find(({ id }) => id === chatId)?.channelId ?? null
  }

  countNewer(id: ChatId, messageId: MessageId): Promise<number | null> {
    const wanted = this.rows.messages.find((message) => message.id === messageId && message.chatId === id)
    if (!wanted) return Promise.resolve(null)
    return Promise.resolve(
      this.rows.messages.filter(({ chatId, atMs }) => chatId === id && atMs >= wanted.atMs).length - 1,
    )
  }

  /** What `searchHub` answers; `null`: there is no connection. */
  hubMessages: readonly Message[] | null = []

  searchHub(typed: string): Promise<Result<readonly FoundMessage[], 'offline'>> {
    return Promise.resolve(
      this.hubMessages ? ok(this.hubMessages.map((message) => this.toFound(message, typed))) : err('offline'),
    )
  }

  private toFound(message: Message, typed: string): FoundMessage {
    const chat = this.rows.chats.find((row) => row.id === message.chatId)
    const query = parseTextQuery(typed)
    if (!chat || !query) throw new Error(`FakeDeskData has no chat ${message.chatId}`)
    return toFoundMessage(message, clientNameOf(chat), query)
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
      return { messages: all.slice(-limit), hasOlder: all.length > limit, isBehind: this.isBehind }
    }, listener)
  }

  async loadOlder(): Promise<'loaded' | 'atBeginning' | 'offline'> {
    return this.olderAnswer
  }

  observeUnsent(listener: (unsent: Unsent) => void): Disposable {
    return this.observe(
      () => ({ messages: this.rows.messages.filter(({ delivery }) => delivery?.state === 'local').length, files: 0 }),
      listener,
    )
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

  observeLost(listener: (lost: null) => void): Disposable {
    listener(null)
    return toDisposable(() => undefined)
  }

  forgetLost(): Promise<void> {
    return Promise.resolve()
  }

  observeTyping(id: ChatId, listener: (name: string | null) => void): Disposable {
    return this.observe(() => this.typing.get(id) ?? null, listener)
  }

  observePresent(id: ChatId, listener: (who: readonly Present[]) => void): Disposable {
    return this.observe(() => this.present.get(id) ?? [], listener)
  }

  setPresent(id: ChatId, who: readonly Present[]): void {
    this.present.set(id, who)
    this.tell()
  }

  lookAt(id: ChatId | null): void {
    this.lookedAt = id
  }

  noteWriting(id: ChatId): void {
    this.writtenIn = id
  }

  observeUpload(id: MessageId, listener: (share: UploadShare | null) => void): Disposable {
    return this.observe(() => this.uploads.get(id) ?? null, listener)
  }

  onIncoming(listener: (arrivals: readonly IncomingMessage[]) => void): Disposable {
    return addTo(this.incoming, listener)
  }

  noteTold(ids: readonly MessageId[]): void {
    this.told.push(...ids)
  }

  onRefused(listener: (refusal: Refusal) => void): Disposable {
    return addTo(this.refused, listener)
  }

  noteSeen(id: ChatId, messages: readonly Message[]): void {
    this.seen.set(
      id,
      messages.map((message) => message.id),
    )
  }

  async sendText(id: ChatId, text: string, sendAtMs?: number): Promise<MessageId> {
    return this.send(id, uuid() as MessageId, { kind: 'text', text }, sendAtMs)
  }

  async sendImage(id: ChatId, image: OutgoingImage, sendAtMs?: number): Promise<MessageId> {
    const messageId = uuid() as MessageId
    this.images.set(messageId, image.blob)
    const fileId = uuid() as FileId
    const content = {
      kind: 'image',
      fileId,
      width: null,
      height: null,
      bytes: image.blob.size,
      name: image.name,
    } as const
    return this.send(id, messageId, content, sendAtMs)
  }

  async sendFile(id: ChatId, file: OutgoingImage, sendAtMs?: number): Promise<MessageId> {
    const messageId = uuid() as MessageId
    this.images.set(messageId, file.blob)
    const { size: bytes, type: mimeType } = file.blob
    const content = { kind: 'file', fileId: uuid() as FileId, name: file.name ?? '', mimeType, bytes } as const
    return this.send(id, messageId, content, sendAtMs)
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
    this.changeMessage(messageId, { content: { kind: 'deleted' }, deletableUntilMs: null, editableUntilMs: null })
  }

  async editMessage(messageId: MessageId, text: string): Promise<void> {
    this.wishes.push({ kind: 'edit', messageId, text })
    this.changeMessage(messageId, { content: { kind: 'text', text }, editedAtMs: this.now(), revision: null })
  }

  async markRead(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'markRead', chatId })
    this.changeChat(chatId, { unread: 0 })
  }

  async markUnread(chatId: ChatId): Promise<void> {
    this.wishes.push({ kind: 'markUnread', chatId })
    this.changeChat(chatId, { unread: 1 })
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

  async readCallRemark(id: CallId): Promise<string> {
    const own = this.rows.calls
      .find((call) => call.id === id)
      ?.remarks?.find(({ agentId }) => agentId === this.actor().id)
    return this.remarkDrafts.get(id) ?? own?.text ?? ''
  }

  async saveCallRemarkDraft(id: CallId, text: string): Promise<void> {
    this.remarkDrafts.set(id, text)
  }

  async remarkOnCall(callId: CallId, text: string): Promise<void> {
    this.wishes.push({ kind: 'command', name: 'remarkOnCall', args: { callId, text } })
    this.remarkDrafts.delete(callId)
    const own = { agentId: this.actor().id, text, writtenAtMs: this.now() }
    this.setRows({
      calls: this.rows.calls.map((call) => {
        if (call.id !== callId) return call
        const others = call.remarks?.filter(({ agentId }) => agentId !== own.agentId) ?? []
        return { ...call, remarks: text === '' ? others : [...others, own] }
      }),
    })
  }

  async sendCallRemarks(runningIds: readonly CallId[]): Promise<void> {
    for (const [id, text] of [...this.remarkDrafts]) if (!runningIds.includes(id)) await this.remarkOnCall(id, text)
  }

  keepInCache(bounds: CacheBounds): void {
    this.bounds = bounds
  }

  setCalls(count: number, by: AgentId | null): void {
    this.wishes.push({ kind: 'calls', count, by })
  }

  sendTyping(chatId: ChatId): void {
    this.wishes.push({ kind: 'typing', chatId })
  }

  async readDraft(id: ChatId): Promise<Draft | null> {
    return this.drafts.get(id) ?? null
  }

  onDraftTold(id: ChatId, listener: () => void): Disposable {
    return this.draftTold.on((told) => {
      if (told === id) listener()
    })
  }

  /** As if another desk of the person had written it. */
  tellDraft(id: ChatId, draft: Draft | null): void {
    if (draft === null) this.drafts.delete(id)
    else this.drafts.set(id, draft)
    this.draftTold.emit(id)
  }

  async saveDraft(id: ChatId, draft: Draft | null): Promise<void> {
    if (draft === null) this.drafts.delete(id)
    else this.drafts.set(id, draft)
    this.tell()
  }

  async countOnlyHere(): Promise<OnlyHere> {
    return this.onlyHere
  }

  async readLocalImage(message: MessageId): Promise<Blob | null> {
    return this.images.get(message) ?? null
  }

  private send(chatId: ChatId, id: MessageId, content: MessageContent, sendAtMs?: number): MessageId {
    this.wishes.push({ kind: 'send', chatId, content, ...(sendAtMs === undefined ? {} : { sendAtMs }) })
    this.append({
      id,
      chatId,
      externalId: null,
      atMs: this.now(),
      direction: 'out',
      author: { kind: 'agent', agentId: this.actor().id },
      content,
      quote: null,
      delivery: sendAtMs === undefined ? { state: 'local' } : { state: 'scheduled', sendAtMs },
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
    })
    return id
  }

  private append(message: Message): void {
    const { id, atMs, direction, content, delivery } = message
    this.rows = { ...this.rows, messages: [...this.rows.messages, message] }
    this.changeChat(message.chatId, { lastMessage: { id, atMs, direction, content, delivery }, lastAtMs: atMs })
  }

  changeMessage(id: MessageId, change: Partial<Message>): void {
    this.setRows({
      messages: this.rows.messages.map((message) => (message.id === id ? { ...message, ...change } : message)),
    })
  }

  private toRow(chat: Chat): ChatRow {
    const draft = this.drafts.get(chat.id)
    return { ...chat, draftText: draft ? (draft.text.split('\n')[0] ?? '') : null }
  }
}
