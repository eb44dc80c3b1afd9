import type { CaseHistoryReply, ConversationsReply } from '#shared/contract/clients'
import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { CandidateReply, StagesReply, VacanciesReply } from '#shared/contract/deeds'
import type { PastRevision } from '#shared/contract/revisions'
import type { StageTemplateDraft } from '#shared/contract/templates'
import type { Agent, AgentStatus } from '#shared/domain/agent'
import type { CallRecord } from '#shared/domain/call'
import type { CasePriority, PersonReceiver } from '#shared/domain/case'
import type { Channel } from '#shared/domain/channel'
import type { BlockReason, Chat } from '#shared/domain/chat'
import type { DeedFailure } from '#shared/domain/chat-event'
import type { ClientCard } from '#shared/domain/client-card'
import type { Directory } from '#shared/domain/directory'
import type { Telephony } from '#shared/domain/telephony'
import type { OwnStatus } from '#shared/domain/own-status'
import type {
  AgentId,
  CallId,
  ChannelId,
  ChatId,
  ClientCardId,
  MergeId,
  MessageId,
  OwnStatusId,
  TopicId,
} from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import type { Present } from '#shared/domain/present'
import type { TemplateFile } from '#shared/domain/text-template'
import type { Disposable } from '#shared/lib/disposable'
import type { Result } from '#shared/lib/result'

import type { CacheTrouble } from './cache-health'
import type { ChatFilters, FilterOptions } from './chat-filters'
import type { FoundMessage, FoundMessages, NarrowedMessages } from './found-message'
import type { SavedView } from './saved-view'

/** 0 to 1 of a file on its way. `noRoom`: the hub's disk has no room for it; it is sent again by itself. */
export type UploadShare = number | 'noRoom'

/** How much of the correspondence this computer keeps; 0: no bound. */
export interface CacheBounds {
  readonly days: number
  readonly thousands: number
}

/**
 * Everything that the screens may know of and do to chats. Reads come from the cache and stay live; writes
 * land in the durable outbox and show at once, whether or not the hub is there. No screen touches Dexie or the
 * socket. `createDeskData` (renderer/sync) is the real one; `FakeDeskData` (renderer/data) serves UI tests.
 */
export interface DeskData {
  /** Chats the newest first, cases as Q24 asks (case-order.ts): as many as `limit` says, from `offset` on. */
  observeChatList(query: ChatListQuery, listener: (page: ChatListPage) => void): Disposable
  /** What was read ahead at the start, for the first frame; `observeChatList` tells how it goes on. */
  peekChatList(query: ChatListQuery): ChatListPage | null
  /** How long the list is; `null`: its end has to be looked for. */
  countChats(query: Pick<ChatListQuery, 'filter' | 'search' | 'filters'>): Promise<number | null>
  /** As the list told of it last, for the first frame; `null`: it did not. */
  peekChat(id: ChatId): ChatRow | null
  observeChat(id: ChatId, listener: (chat: ChatRow | null) => void): Disposable
  /** Reads what is likely to be opened, or about to be; a read that fails is told to nobody here. */
  readAhead(id: ChatId, limit: number): Promise<void>
  /** What is known at once of its end, for the first frame; `observeTimeline` tells how it goes on. */
  peekTimeline(id: ChatId, limit: number): TimelinePage | null
  /** The newest `limit` messages in time order, own unsent ones included (delivery `local`). */
  observeTimeline(id: ChatId, limit: number, listener: (page: TimelinePage) => void): Disposable
  /** Fetches one more page of history from the hub into the cache. */
  loadOlder(id: ChatId): Promise<'loaded' | 'atBeginning' | 'offline'>
  /** Messages of the cache with these words, also while they are still being indexed (spec F3). */
  observeFoundMessages(query: MessageQuery, listener: (found: FoundMessages) => void): Disposable
  /** The same of all that the hub has, the newest first. */
  searchHub(typed: string): Promise<Result<readonly FoundMessage[], 'offline'>>
  /** How many messages of the timeline come after this one; `null`: the cache does not have it. */
  countNewer(id: ChatId, messageId: MessageId): Promise<number | null>
  /** What filters can be set to here. */
  fetchFilterOptions(): Promise<FilterOptions>
  observeViews(listener: (views: readonly SavedView[]) => void): Disposable
  /** Saves a new view, or the one of this id anew. */
  saveView(view: SavedView): Promise<void>
  removeView(id: string): Promise<void>
  observeUnreadTotal(listener: (count: number) => void): Disposable
  /** As many as the list of unread chats holds. */
  observeUnreadChats(listener: (count: number) => void): Disposable
  observeCaseCounts(listener: (counts: CaseCounts) => void): Disposable
  /** Who works here, and as whom; `null` until the hub has said so once. */
  observeMe(listener: (me: Me | null) => void): Disposable
  observeAgents(listener: (agents: readonly Agent[]) => void): Disposable
  observeDirectory(listener: (directory: Directory) => void): Disposable
  /** `null`: no PBX is connected. */
  observeTelephony(listener: (telephony: Telephony | null) => void): Disposable
  observeChannels(listener: (channels: readonly Channel[]) => void): Disposable
  observeCalls(limit: number, listener: (calls: readonly CallRecord[]) => void): Disposable
  observeSync(listener: (status: SyncStatus) => void): Disposable
  /** Answers that the hub does not have yet, and how many of them are or carry a file. */
  observeUnsent(listener: (unsent: Unsent) => void): Disposable
  /** Is what only this desk remembers safe? `null`: yes. */
  observeCache(listener: (trouble: CacheTrouble | null) => void): Disposable
  /** What could not be read any more when a key was lost, until the person has seen it; `null`: nothing. */
  observeLost(listener: (lost: LostUnsent | null) => void): Disposable
  forgetLost(): Promise<void>
  observeTyping(id: ChatId, listener: (name: string | null) => void): Disposable
  /** Who has this chat open now, as far as the hub says; the person here too. */
  observePresent(id: ChatId, listener: (who: readonly Present[]) => void): Disposable
  /** How much of an own picture has reached the hub, 0 to 1; `null` while none of it is on its way. */
  observeUpload(id: MessageId, listener: (share: UploadShare | null) => void): Disposable
  /**
   * What is news to the person here, what became known together in one call; not history. Of what nobody has answered with
   * `noteTold` the next start tells again.
   */
  onIncoming(listener: (arrivals: readonly IncomingMessage[]) => void): Disposable
  /** Main has decided how these are told. */
  noteTold(ids: readonly MessageId[]): void

  /** What of the chat is on the screen, its end in view: an answer on an older view is held (spec Q21). */
  noteSeen(id: ChatId, messages: readonly Message[]): void
  /** `sendAtMs`: kept by the hub until then, and can be discarded (spec M22). */
  sendText(id: ChatId, text: string, sendAtMs?: number): Promise<MessageId>
  sendImage(id: ChatId, image: OutgoingImage, sendAtMs?: number): Promise<MessageId>
  sendFile(id: ChatId, file: OutgoingImage, sendAtMs?: number): Promise<MessageId>
  /** Resolve once the wish is durable here; the outcome shows in the message itself. */
  /** A failed one again, a kept one now. */
  retryMessage(id: MessageId): Promise<void>
  discardMessage(id: MessageId): Promise<void>
  deleteMessage(id: MessageId): Promise<void>
  /** Its new text; shown at once, and until the channel has it `revision` says so. */
  editMessage(id: MessageId, text: string): Promise<void>
  markRead(id: ChatId): Promise<void>
  /** For whoever comes next; the client is not told of it. */
  markUnread(id: ChatId): Promise<void>
  blockClient(id: ChatId, reason: BlockReason): Promise<void>
  unblockClient(id: ChatId): Promise<void>
  /** Spec M6. */
  leaveChat(id: ChatId): Promise<void>
  /** Spec M13. How it ends stands in the timeline. */
  moveStage(id: ChatId, draft: StageDraft): Promise<void>
  /** Spec M5. */
  inviteToVacancy(id: ChatId, draft: InvitationDraft): Promise<void>
  /** Spec M2: answers the chat that will be there as soon as the hub has heard of it. */
  startChat(beginning: ChatBeginning): Promise<ChatId>
  setClientPhone(id: ChatId, phone: string | null): Promise<void>
  markCallsSeen(ids: readonly CallId[]): Promise<void>
  /** What the person wrote about a call, sent or not. */
  readCallRemark(id: CallId): Promise<string>
  /** Durable when it resolves, and nobody's but this desk's; call it at every pause of typing. */
  saveCallRemarkDraft(id: CallId, text: string): Promise<void>
  /** With the call from now on, in the place of what the person wrote about it before; `''`: nothing. */
  remarkOnCall(id: CallId, text: string): Promise<void>
  /** Sends the drafts of calls that do not run any more. */
  sendCallRemarks(runningIds: readonly CallId[]): Promise<void>
  /** Asks of the connected PBX; how it went stands in `telephony`. */
  callBack(number: string): Promise<void>
  hangUpPbxCall(id: CallId): Promise<void>
  transferPbxCall(id: CallId, extension: string): Promise<void>
  sendTyping(id: ChatId): void
  /** The chat before the person's eyes, for colleagues to know (spec Q21); `by`: as whom one works. */
  lookAt(id: ChatId | null, by: AgentId | null): void
  /** A key was pressed in the box of that chat. */
  noteWriting(id: ChatId): void
  /** In how many calls one is now; `by`: as whom, if not as the person of the desk. */
  setCalls(count: number, by: AgentId | null): void

  /** From now on everything here is wished and seen as this agent's; `null`: as the person of this desk. */
  actAs(id: AgentId | null): Promise<void>
  /** `untilMs`: when a wrap-up ends. */
  /** `ownStatusId`: one of the company's own, to which `status` is what it is to routing. */
  setStatus(status: AgentStatus, untilMs?: number, ownStatusId?: OwnStatusId): Promise<void>
  /** About the chat's present case. All show at once; a refusal takes them back and is told. */
  claimCase(id: ChatId): Promise<void>
  transferCase(id: ChatId, to: PersonReceiver, note: string | null): Promise<void>
  returnCase(id: ChatId): Promise<void>
  closeCase(id: ChatId): Promise<void>
  /** Of one's own: until then, or (`null`) until the client writes (spec Q22). */
  snoozeCase(id: ChatId, untilMs: number | null): Promise<void>
  unsnoozeCase(id: ChatId): Promise<void>
  setCaseTopic(id: ChatId, topicId: TopicId | null): Promise<void>
  setCasePriority(id: ChatId, priority: CasePriority): Promise<void>
  pinCase(id: ChatId, isPinned: boolean): Promise<void>
  linkDeal(id: ChatId, title: string | null): Promise<void>
  linkOrganisation(id: ChatId, name: string | null): Promise<void>
  /** A comment that only colleagues see. */
  addNote(id: ChatId, text: string, mentions: readonly AgentId[]): Promise<MessageId>
  /** A comment that `to` and supervisors alone see (spec V2). */
  whisper(id: ChatId, to: AgentId, text: string): Promise<MessageId>
  /** The person looks into the conversation unseen: written down at the hub, told to nobody. */
  watchChat(id: ChatId): Promise<void>
  /** The recording of that call was listened to; administrators can look it up. */
  hearRecording(id: CallId): Promise<void>
  createClientCard(id: ChatId, card: ClientCardDraft): Promise<ClientCardId>
  saveClientCard(id: ChatId, cardId: ClientCardId, card: ClientCardDraft): Promise<void>
  linkClientCard(id: ChatId, cardId: ClientCardId | null): Promise<void>
  mergeClientCards(id: ChatId, from: ClientCardId, into: ClientCardId): Promise<MergeId>
  undoMerge(id: ChatId, mergeId: MergeId): Promise<void>

  /** Asked of the hub when somebody looks; `offline` when it cannot say. */
  searchCards(search: string): Promise<Result<readonly ClientCard[], 'offline'>>
  fetchCaseHistory(id: ChatId): Promise<Result<readonly PastCase[], 'offline'>>
  /** Every conversation of the chat's client, the last used first, this one too. */
  fetchConversations(id: ChatId): Promise<Result<readonly ClientConversation[], 'offline'>>
  /** An address that opens this conversation for its client, told this one time; of a channel that invites by a link. */
  makeChatLink(channelId: ChannelId, id: ChatId, validForDays: number): Promise<Result<string, 'offline'>>
  /** Every change of a sent message, the oldest first. */
  fetchRevisions(id: MessageId): Promise<Result<readonly PastRevision[], 'offline'>>
  /** What the client will be sent when a case of this channel is closed; `null`: nothing. */
  fetchClosingText(id: ChannelId): Promise<Result<string | null, 'offline'>>

  /** Asked of the chat's channel at this moment. */
  fetchStages(id: ChatId): Promise<Result<StagesReply, AskFailure>>
  fetchVacancies(id: ChatId): Promise<Result<VacanciesReply['vacancies'], AskFailure>>
  /** May one write to the person of the chat first? The channel may count it as a view of the résumé. */
  fetchCandidate(id: ChatId): Promise<Result<Candidate, AskFailure>>
  /** Whom a pasted address of a résumé or its id means; counted as a view as well. */
  findCandidate(channelId: ChannelId, reference: string): Promise<Result<Candidate, AskFailure>>
  /** What goes with a stage from now on, in the place of what there was. */
  saveStageTemplate(template: StageTemplateDraft): Promise<Result<null, AskFailure>>

  readDraft(id: ChatId): Promise<Draft | null>
  /** `null` removes it. Durable when it resolves; call it at every pause of typing. */
  saveDraft(id: ChatId, draft: Draft | null): Promise<void>
  /** Another desk of the person has changed it: read it anew (spec M20). */
  onDraftTold(id: ChatId, listener: () => void): Disposable
  /** For images that are still only on this desk; `null` once the hub has them (then `app://otklik/files/<fileId>`). */
  readLocalImage(message: MessageId): Promise<Blob | null>

  /** How much of the correspondence this computer keeps from now on; older messages come by page from the hub. */
  keepInCache(bounds: CacheBounds): void
  /** What would be gone with this cache. */
  countOnlyHere(): Promise<OnlyHere>

  /** Refusals of wishes that no message can show (delete too late, block failed), with their sentence's key. */
  onRefused(listener: (refusal: Refusal) => void): Disposable
}

/** Why the hub or the channel could not say. */
export type AskFailure =
  'offline' | 'unavailable' | 'notFound' | 'noResponse' | 'unreadable' | 'viewLimit' | DeedFailure

export type Candidate = CandidateReply['candidate']
export type StageDraft = Pick<CommandArgs<'moveStage'>, 'moveExternalId' | 'stageTitle' | 'text'>
export type InvitationDraft = Pick<CommandArgs<'inviteToVacancy'>, 'vacancyExternalId' | 'vacancyTitle' | 'text'>
export type ChatBeginning = Pick<
  CommandArgs<'startChat'>,
  'channelId' | 'candidateExternalId' | 'candidateName' | 'text'
>

/** Written here, and not at the hub. */
export interface OnlyHere {
  /** Messages and other wishes that wait to be sent. */
  readonly messages: number
  readonly drafts: number
}

export interface LostUnsent extends OnlyHere {
  /** Clients in whose conversations it was written, as far as they are known again. */
  readonly chats: readonly string[]
}

export interface Refusal {
  readonly chatId: ChatId | null
  readonly command: CommandName
  readonly reason: string
}

export interface Me {
  readonly agent: Agent
  /** The person of this desk; another one than `agent` while acting as somebody. */
  readonly own: Agent
  /** The company's own status of `agent`, also behind a wrap-up; absent: none. */
  readonly ownStatus?: OwnStatus
}

/** Мои обращения, Отложенные and Очередь обращений. */
export interface CaseCounts {
  readonly mine: number
  readonly later: number
  readonly queue: number
}

/** What badges and filters say beside the lists. */
export interface ListFacts {
  readonly unreadTotal: number
  /** How many chats, not how many messages: as many as the filter shows. */
  readonly unreadChats: number
  readonly cases: CaseCounts
}

/** One row of История обращений, the present case included. */
export type PastCase = CaseHistoryReply['cases'][number]
export type ClientConversation = ConversationsReply['conversations'][number]

export type ClientCardDraft = CommandArgs<'createClientCard'>['card']

/** The first page of the list; the desk asks for it at its start. */
export const FIRST_LIST_ROWS = 60

/** As many as a conversation is opened with, and more at a time. */
export const TIMELINE_PAGE = 60

export interface ChatListQuery {
  /** `open`: every case with which a person or a bot has to do. */
  readonly filter: 'all' | 'unread' | 'mine' | 'later' | 'queue' | 'open' | 'closed'
  /** Words of the client's name, subject or phone; empty = all. What fits best stands first. */
  readonly search: string
  readonly filters?: ChatFilters
  /** Absent: from the first. */
  readonly offset?: number
  readonly limit: number
}

export interface MessageQuery {
  readonly typed: string
  readonly limit: number
  readonly narrowed?: NarrowedMessages | undefined
}

export interface ChatListPage {
  /** Where in the list the first of the rows stands. */
  readonly offset: number
  readonly rows: readonly ChatRow[]
  readonly hasMore: boolean
  /** Is this the first answer of a cache that was never filled (show "loading", not "empty")? */
  readonly isFirstFill: boolean
  /** The cache cannot be read; `observeCache` says why. */
  readonly isUnreadable?: true
}

export interface ChatRow extends Chat {
  /** First line of the draft, if any. */
  readonly draftText: string | null
}

export interface TimelinePage {
  readonly messages: readonly Message[]
  readonly hasOlder: boolean
  /** After a long absence: the newest are still to come. */
  readonly isBehind: boolean
}

/**
 * `message`: the client wrote. `response`: to a vacancy (spec N2). `assigned`: the case is yours now (N3). `mention`:
 * a colleague names you in a comment. `whisper`: one was said to you (V2). `taken`: your case is somebody else's now.
 * `late`: a client waits longer than the target, and you are to know of it (V7). `returned`: what you put away is back (Q22).
 */
export type NewsKind = 'message' | 'response' | 'assigned' | 'mention' | 'whisper' | 'taken' | 'late' | 'returned'

export interface IncomingMessage {
  readonly kind: NewsKind
  readonly chat: Chat
  readonly message: Message
}

/**
 * - `starting` nothing heard from the hub yet; - `online` caught up; - `catchingUp`;
 * - `offline` since a time, `pending` own wishes wait; - `outdated` the hub speaks another protocol.
 */
export interface Unsent {
  readonly messages: number
  readonly files: number
}

export type SyncStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'catchingUp' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly sinceMs: number; readonly pending: number }
  | { readonly kind: 'outdated' }

export interface OutgoingImage {
  readonly blob: Blob
  readonly name: string | null
  /** Goes as a file, whatever it is; absent: as a picture. */
  readonly isFile?: boolean | undefined
}

export interface Draft {
  readonly text: string
  readonly images: readonly OutgoingImage[]
  /** Of a template that was chosen, and not fetched from the hub yet: they come, whatever ends meanwhile. */
  readonly awaited?: readonly TemplateFile[]
  /** Written for colleagues, not for the client. */
  readonly isNote?: boolean
  /** A message that is being changed meanwhile, and its text as far as it is written. */
  readonly edited?: DraftOfEdit | undefined
}

export interface DraftOfEdit {
  readonly messageId: MessageId
  readonly text: string
  /** What it said when the change was begun. */
  readonly original: string
  /** Until when the channel allows it. */
  readonly untilMs: number
}
