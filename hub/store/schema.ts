// Whole: what refers to what is seen at one place; what stands alone (mail, push, site chat, PBX) has files of its own.
import { sql } from 'drizzle-orm'
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import type { AgentRole, AgentStatus } from '#shared/domain/agent'
import type { Bot } from '#shared/domain/bot'
import type { CallRoute } from '#shared/domain/call'
import type { CasePriority, CaseState } from '#shared/domain/case'
import type { ChannelAccount, ChannelHealth, ChannelKind } from '#shared/domain/channel'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import type { BlockReason, ChatAccess, ChatSubject, Reach, ReadOnlyReason } from '#shared/domain/chat'
import type { Delivery } from '#shared/domain/delivery'
import type {
  AgentId,
  BotId,
  CallId,
  CaseId,
  ChannelGroupId,
  ChannelId,
  ChatId,
  ClientCardId,
  ClientId,
  CommandId,
  DealId,
  FileId,
  MergeId,
  MessageId,
  OrganisationId,
  OwnStatusId,
  TeamId,
  TopicId,
} from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import type { CallOutcome, MessageAuthor, MessageContent, MessageQuote, MessageRevision } from '#shared/domain/message'
import type { Pin } from '#shared/domain/pin'
import type { StatusColour } from '#shared/domain/own-status'
import type { Snooze } from '#shared/domain/snooze'
import type { WallFact } from '#shared/domain/wall/facts'
import type { CommandRefusal } from '#shared/contract/commands'

import type { IngestedChat, IngestedMessage } from '../channels/channel'

/** The tables as the migrations leave them; the SQL files are the truth, this is what the queries are typed by. */
const epochMs = (name: string) => bigint(name, { mode: 'number' })

export const hubFacts = pgTable('hub_facts', { key: text('key').primaryKey(), value: text('value').notNull() })

export const agents = pgTable('agents', {
  id: uuid('id').$type<AgentId>().primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<AgentRole>().notNull(),
  status: text('status').$type<AgentStatus>().notNull(),
  statusSinceMs: epochMs('status_since_ms').notNull(),
  statusUntilMs: epochMs('status_until_ms'),
  ownStatusId: uuid('own_status_id').$type<OwnStatusId>(),
  capacity: integer('capacity'),
  isRemoved: boolean('is_removed').notNull(),
  lastAssignedMs: epochMs('last_assigned_ms'),
  lastFreedMs: epochMs('last_freed_ms'),
  talkingSinceMs: epochMs('talking_since_ms'),
  /** Of whoever was erased; `name` bears it. */
  formerNumber: integer('former_number'),
})

export const agentStatuses = pgTable('agent_statuses', {
  agentId: uuid('agent_id').$type<AgentId>().notNull(),
  status: text('status').$type<AgentStatus>().notNull(),
  ownStatusId: uuid('own_status_id').$type<OwnStatusId>(),
  fromMs: epochMs('from_ms').notNull(),
  /** `null`: the present one. */
  toMs: epochMs('to_ms'),
})

/** The company's own statuses (spec N8); `place` is their order in the menu. */
export const ownStatuses = pgTable('own_statuses', {
  id: uuid('id').$type<OwnStatusId>().primaryKey(),
  nameRu: text('name_ru').notNull(),
  nameEn: text('name_en').notNull(),
  colour: text('colour').$type<StatusColour>().notNull(),
  takesCases: boolean('takes_cases').notNull(),
  takesCalls: boolean('takes_calls').notNull(),
  isBreak: boolean('is_break').notNull(),
  isRemoved: boolean('is_removed').notNull().default(false),
  place: bigint('place', { mode: 'number' }).generatedAlwaysAsIdentity(),
})

export const teams = pgTable('teams', {
  id: uuid('id').$type<TeamId>().primaryKey(),
  name: text('name').notNull(),
  isRemoved: boolean('is_removed').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const teamMembers = pgTable('team_members', {
  teamId: uuid('team_id').$type<TeamId>().notNull(),
  agentId: uuid('agent_id').$type<AgentId>().notNull(),
})

export const topics = pgTable('topics', {
  id: uuid('id').$type<TopicId>().primaryKey(),
  name: text('name').notNull(),
  isRemoved: boolean('is_removed').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const channelGroups = pgTable('channel_groups', {
  id: uuid('id').$type<ChannelGroupId>().primaryKey(),
  name: text('name').notNull(),
  isRemoved: boolean('is_removed').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const bots = pgTable('bots', {
  id: uuid('id').$type<BotId>().primaryKey(),
  bot: jsonb('bot').$type<Bot>().notNull(),
  /** Sealed. */
  secret: text('secret'),
  isRemoved: boolean('is_removed').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const centralSettings = pgTable('central_settings', {
  key: text('key').$type<'hours' | 'distribution' | 'templates' | 'recording' | 'service' | 'retention'>().primaryKey(),
  value: jsonb('value').notNull(),
})

export const channels = pgTable('channels', {
  id: uuid('id').$type<ChannelId>().primaryKey(),
  kind: text('kind').$type<ChannelKind>().notNull(),
  name: text('name').notNull(),
  /** Sealed (secret-box.ts). */
  config: text('config').notNull(),
  pathSecret: text('path_secret').notNull(),
  /** Sealed. */
  driverSecret: text('driver_secret'),
  driverState: text('driver_state'),
  health: jsonb('health').$type<ChannelHealth>().notNull(),
  delivery: text('delivery').$type<'webhook' | 'polling'>().notNull(),
  account: jsonb('account').$type<ChannelAccount>(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  removedAtMs: epochMs('removed_at_ms'),
  groupId: uuid('group_id').$type<ChannelGroupId>(),
  /** `null`: as a channel begins. */
  settings: jsonb('settings').$type<ChannelSettings>(),
  supersededByGroupId: uuid('superseded_by_group_id').$type<ChannelGroupId>(),
})

export const files = pgTable('files', {
  id: uuid('id').$type<FileId>().primaryKey(),
  hash: text('hash').notNull(),
  mimeType: text('mime_type').notNull(),
  name: text('name'),
  bytes: epochMs('bytes').notNull(),
  width: integer('width'),
  height: integer('height'),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const clients = pgTable('clients', {
  id: uuid('id').$type<ClientId>().primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  externalId: text('external_id').notNull(),
  name: text('name').notNull(),
  phone: text('phone'),
  createdAtMs: epochMs('created_at_ms').notNull(),
  cardId: uuid('card_id').$type<ClientCardId>(),
})

export const clientCards = pgTable('client_cards', {
  id: uuid('id').$type<ClientCardId>().primaryKey(),
  lastName: text('last_name').notNull(),
  firstName: text('first_name').notNull(),
  patronymic: text('patronymic').notNull(),
  phones: jsonb('phones').$type<readonly string[]>().notNull(),
  emails: jsonb('emails').$type<readonly string[]>().notNull(),
  position: text('position').notNull(),
  comment: text('comment').notNull(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  mergedInto: uuid('merged_into').$type<ClientCardId>(),
})

export const cardMerges = pgTable('card_merges', {
  id: uuid('id').$type<MergeId>().primaryKey(),
  fromCard: uuid('from_card').$type<ClientCardId>().notNull(),
  intoCard: uuid('into_card').$type<ClientCardId>().notNull(),
  clientIds: jsonb('client_ids').$type<readonly ClientId[]>().notNull(),
  addedPhones: jsonb('added_phones').$type<readonly string[]>().notNull(),
  addedEmails: jsonb('added_emails').$type<readonly string[]>().notNull(),
  atMs: epochMs('at_ms').notNull(),
  undoneAtMs: epochMs('undone_at_ms'),
})

export const deals = pgTable('deals', { id: uuid('id').$type<DealId>().primaryKey(), title: text('title').notNull() })

export const organisations = pgTable('organisations', {
  id: uuid('id').$type<OrganisationId>().primaryKey(),
  name: text('name').notNull(),
})

export const cases = pgTable('cases', {
  id: uuid('id').$type<CaseId>().primaryKey(),
  number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
  chatId: uuid('chat_id').$type<ChatId>(),
  state: jsonb('state').$type<CaseState>().notNull(),
  openedAtMs: epochMs('opened_at_ms').notNull(),
  waitingSinceMs: epochMs('waiting_since_ms'),
  topicId: uuid('topic_id').$type<TopicId>(),
  priority: text('priority').$type<CasePriority>().notNull().default('normal'),
  isPinned: boolean('is_pinned').notNull().default(false),
  pins: jsonb('pins').$type<readonly Pin[]>().notNull().default([]),
  snooze: jsonb('snooze').$type<Snooze>(),
  dealId: uuid('deal_id').$type<DealId>(),
  organisationId: uuid('organisation_id').$type<OrganisationId>(),
  automation: jsonb('automation'),
  dueAtMs: epochMs('due_at_ms'),
  menuPosition: jsonb('menu_position'),
  triedAgentIds: jsonb('tried_agent_ids').$type<readonly AgentId[]>().notNull().default([]),
  firstAnswerMs: epochMs('first_answer_ms'),
  /** Whose it was, which a closed one does not say itself. */
  lastTeamId: uuid('last_team_id').$type<TeamId>(),
  lastAgentId: uuid('last_agent_id').$type<AgentId>(),
  /** The database's own copies of parts of `state`, for its indexes. */
  stateKind: text('state_kind')
    .$type<CaseState['kind']>()
    .notNull()
    .generatedAlwaysAs(sql`state ->> 'kind'`),
  agentId: uuid('agent_id')
    .$type<AgentId>()
    .generatedAlwaysAs(sql`(state ->> 'agentId')::uuid`),
  teamId: uuid('team_id')
    .$type<TeamId>()
    .generatedAlwaysAs(sql`(state ->> 'teamId')::uuid`),
})

export const botTurns = pgTable('bot_turns', {
  id: uuid('id').primaryKey(),
  position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
  caseId: uuid('case_id').$type<CaseId>().notNull(),
  botId: uuid('bot_id').$type<BotId>().notNull(),
  request: text('request'),
})

export const chats = pgTable('chats', {
  id: uuid('id').$type<ChatId>().primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  externalId: text('external_id').notNull(),
  clientId: uuid('client_id').$type<ClientId>().notNull(),
  caseId: uuid('case_id').$type<CaseId>().notNull(),
  subject: jsonb('subject').$type<ChatSubject>(),
  response: jsonb('response').$type<JobResponse>(),
  avatarFileId: uuid('avatar_file_id').$type<FileId>(),
  access: text('access').$type<ChatAccess['kind']>().notNull(),
  /** While it is closed with its channel. */
  accessBeforeRemoval: text('access_before_removal').$type<ChatAccess['kind']>(),
  readOnlyReason: text('read_only_reason').$type<ReadOnlyReason>(),
  isWithoutVacancy: boolean('is_without_vacancy').notNull().default(false),
  reach: text('reach').$type<Reach>(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  lastMessageId: uuid('last_message_id').$type<MessageId>(),
  lastAtMs: epochMs('last_at_ms').notNull(),
  unread: integer('unread').notNull(),
  isMarkedUnread: boolean('is_marked_unread').notNull().default(false),
  /** Of a person whose data was erased: no desk is told of it any more. */
  erasedAtMs: epochMs('erased_at_ms'),
  /** What was said before was erased and is not taken again. */
  takenFromMs: epochMs('taken_from_ms'),
})

export const messages = pgTable('messages', {
  id: uuid('id').$type<MessageId>().primaryKey(),
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  externalId: text('external_id'),
  atMs: epochMs('at_ms').notNull(),
  direction: text('direction').$type<'in' | 'out' | 'system'>().notNull(),
  author: jsonb('author').$type<MessageAuthor>().notNull(),
  content: jsonb('content').$type<MessageContent>().notNull(),
  quote: jsonb('quote').$type<MessageQuote>(),
  delivery: jsonb('delivery').$type<Delivery>(),
  deletableUntilMs: epochMs('deletable_until_ms'),
  editableUntilMs: epochMs('editable_until_ms'),
  editedAtMs: epochMs('edited_at_ms'),
  revision: jsonb('revision').$type<MessageRevision>(),
  isRead: boolean('is_read').notNull(),
  isHistory: boolean('is_history').notNull().default(false),
})

/** The audit (spec V5): for supervisors alone. `agentId` is `null` where it was done on the platform's own pages. */
export const revisions = pgTable('revisions', {
  id: uuid('id').primaryKey(),
  messageId: uuid('message_id').$type<MessageId>().notNull(),
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  kind: text('kind').$type<'edit' | 'delete'>().notNull(),
  agentId: uuid('agent_id').$type<AgentId>(),
  atMs: epochMs('at_ms').notNull(),
  before: jsonb('before').$type<MessageContent>().notNull(),
  afterText: text('after_text'),
  outcome: text('outcome').$type<RevisionOutcome>().notNull(),
})

/** `superseded`: a later change of the same message took its place before the channel had heard of it. */
export type RevisionOutcome = 'waiting' | 'done' | 'refused' | 'superseded'

export const calls = pgTable('calls', {
  id: uuid('id').$type<CallId>().primaryKey(),
  chatId: uuid('chat_id').$type<ChatId>(),
  direction: text('direction').$type<'incoming' | 'outgoing'>().notNull(),
  route: text('route').$type<CallRoute>().notNull().default('phone'),
  number: text('number').notNull(),
  name: text('name'),
  outcome: text('outcome').$type<CallOutcome>().notNull(),
  startedAtMs: epochMs('started_at_ms').notNull(),
  durationMs: epochMs('duration_ms').notNull(),
  isSeen: boolean('is_seen').notNull(),
  answeredBy: text('answered_by'),
})

export const callRemarks = pgTable(
  'call_remarks',
  {
    callId: uuid('call_id').$type<CallId>().notNull(),
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    text: text('text').notNull(),
    writtenAtMs: epochMs('written_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.callId, table.agentId] })],
)

/** Calls of which the client was told that nobody was reached (spec K7). */
export const missedCallsTold = pgTable('missed_calls_told', {
  callId: uuid('call_id').$type<CallId>().primaryKey(),
  toldAtMs: epochMs('told_at_ms').notNull(),
  /** By a letter besides. */
  mailedAtMs: epochMs('mailed_at_ms'),
  /** By a push besides. */
  pushedAtMs: epochMs('pushed_at_ms'),
})

export type EntityName = 'chat' | 'message' | 'channel' | 'call' | 'agent' | 'directory' | 'telephony'

export const changes = pgTable('changes', {
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  atMs: epochMs('at_ms').notNull(),
  audience: text('audience').notNull(),
  entity: text('entity').$type<EntityName>().notNull(),
  entityId: text('entity_id').notNull(),
  /** Of a message that is new: its chat. */
  begunIn: uuid('begun_in').$type<ChatId>(),
})

/** What people are writing, for their other desks (spec M20). Of what was sent or given up only the version remains. */
export const drafts = pgTable(
  'drafts',
  {
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    chatId: uuid('chat_id').$type<ChatId>().notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    text: text('text').notNull(),
    isNote: boolean('is_note').notNull(),
    changedAtMs: epochMs('changed_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.chatId] })],
)

/** Each change that the supervisor's wall goes by, under its place in the feed (ADR 45). */
export const wallLog = pgTable('wall_log', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  atMs: epochMs('at_ms').notNull(),
  fact: jsonb('fact').$type<WallFact>().notNull(),
})

/** All that the wall held at that place in the feed. */
export const wallFrames = pgTable('wall_frames', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  atMs: epochMs('at_ms').notNull(),
  facts: jsonb('facts').$type<readonly WallFact[]>().notNull(),
})

/** Each wait of which it was told that its target was missed: once, whichever hub saw it first. */
export const missedTargets = pgTable(
  'missed_targets',
  {
    caseId: uuid('case_id').$type<CaseId>().notNull(),
    waitingSinceMs: epochMs('waiting_since_ms').notNull(),
    atMs: epochMs('at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.waitingSinceMs] })],
)

export const appliedCommands = pgTable('applied_commands', {
  id: uuid('id').$type<CommandId>().primaryKey(),
  name: text('name').notNull(),
  atMs: epochMs('at_ms').notNull(),
  refusal: jsonb('refusal').$type<CommandRefusal>(),
})

export const outgoing = pgTable('outgoing', {
  messageId: uuid('message_id').$type<MessageId>().primaryKey(),
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
  dueAtMs: epochMs('due_at_ms').notNull(),
  attempts: integer('attempts').notNull(),
  firstAttemptAtMs: epochMs('first_attempt_at_ms'),
})

export const heldMessages = pgTable('held_messages', {
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  externalId: text('external_id').notNull(),
  message: jsonb('message').$type<IngestedMessage>().notNull(),
})

/** What is still to be told to the platform. */
export type ChannelAction =
  | { readonly kind: 'markRead' }
  | {
      readonly kind: 'edit'
      readonly messageId: MessageId
      readonly externalId: string
      readonly text: string
      readonly revisionId: string
    }
  | {
      readonly kind: 'delete'
      readonly messageId: MessageId
      readonly externalId: string
      /** Absent in what an older version left behind. */
      readonly revisionId?: string | undefined
    }
  | {
      readonly kind: 'deed'
      readonly deed: Deed
      readonly agentId: AgentId
      /** The line of the timeline that says how it stands. */
      readonly eventId: MessageId
    }

/** What an agent does to a conversation besides writing in it; `messageId`: the same for every attempt. */
export type Deed =
  | { readonly kind: 'block'; readonly reason: BlockReason; readonly before: ChatAccess['kind'] }
  | { readonly kind: 'unblock' }
  | { readonly kind: 'leave'; readonly before: ChatAccess['kind'] }
  | {
      readonly kind: 'start'
      readonly messageId: MessageId
      readonly candidateExternalId: string
      readonly text: string
    }
  | {
      readonly kind: 'invite'
      readonly messageId: MessageId
      readonly vacancyExternalId: string
      readonly text: string
    }
  | {
      readonly kind: 'stage'
      readonly messageId: MessageId
      readonly moveExternalId: string
      readonly text: string | null
    }

export const heldResponses = pgTable('held_responses', {
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  chatExternalId: text('chat_external_id').notNull(),
  chat: jsonb('chat').$type<IngestedChat>().notNull(),
  messages: jsonb('messages').$type<readonly IngestedMessage[]>().notNull(),
})

export const passedHooks = pgTable('passed_hooks', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  body: text('body').notNull(),
  secret: text('secret'),
  atMs: epochMs('at_ms').notNull(),
})

export const channelActions = pgTable('channel_actions', {
  id: uuid('id').primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  action: jsonb('action').$type<ChannelAction>().notNull(),
  actionKey: text('action_key').notNull(),
  dueAtMs: epochMs('due_at_ms').notNull(),
  attempts: integer('attempts').notNull(),
})
