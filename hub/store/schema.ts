import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import type { ChannelAccount, ChannelHealth, ChannelKind } from '#shared/domain/channel'
import type { ChatSubject } from '#shared/domain/chat'
import type { Delivery } from '#shared/domain/delivery'
import type {
  AgentId,
  CallId,
  CaseId,
  ChannelId,
  ChatId,
  ClientId,
  CommandId,
  FileId,
  MessageId,
} from '#shared/domain/ids'
import type { CallOutcome, MessageAuthor, MessageContent, MessageQuote } from '#shared/domain/message'
import type { CommandRefusal } from '#shared/contract/commands'

import type { IngestedMessage } from '../channels/channel'

/** The tables as the migrations leave them; the SQL files are the truth, this is what the queries are typed by. */
const epochMs = (name: string) => bigint(name, { mode: 'number' })

export const hubFacts = pgTable('hub_facts', { key: text('key').primaryKey(), value: text('value').notNull() })

export const agents = pgTable('agents', {
  id: uuid('id').$type<AgentId>().primaryKey(),
  name: text('name').notNull(),
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
})

export const cases = pgTable('cases', {
  id: uuid('id').$type<CaseId>().primaryKey(),
  number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
  state: text('state').$type<'open' | 'closed'>().notNull(),
  assigneeId: uuid('assignee_id').$type<AgentId>(),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const chats = pgTable('chats', {
  id: uuid('id').$type<ChatId>().primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  externalId: text('external_id').notNull(),
  clientId: uuid('client_id').$type<ClientId>().notNull(),
  caseId: uuid('case_id').$type<CaseId>().notNull(),
  subject: jsonb('subject').$type<ChatSubject>(),
  avatarFileId: uuid('avatar_file_id').$type<FileId>(),
  access: text('access').$type<'open' | 'blocked' | 'gone' | 'channelRemoved'>().notNull(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  lastMessageId: uuid('last_message_id').$type<MessageId>(),
  lastAtMs: epochMs('last_at_ms').notNull(),
  unread: integer('unread').notNull(),
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
  isRead: boolean('is_read').notNull(),
  isHistory: boolean('is_history').notNull().default(false),
})

export const calls = pgTable('calls', {
  id: uuid('id').$type<CallId>().primaryKey(),
  chatId: uuid('chat_id').$type<ChatId>(),
  direction: text('direction').$type<'incoming' | 'outgoing'>().notNull(),
  number: text('number').notNull(),
  name: text('name'),
  outcome: text('outcome').$type<CallOutcome>().notNull(),
  startedAtMs: epochMs('started_at_ms').notNull(),
  durationMs: epochMs('duration_ms').notNull(),
  isSeen: boolean('is_seen').notNull(),
})

export type EntityName = 'chat' | 'message' | 'channel' | 'call' | 'agent'

export const changes = pgTable('changes', {
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  atMs: epochMs('at_ms').notNull(),
  audience: text('audience').notNull(),
  entity: text('entity').$type<EntityName>().notNull(),
  entityId: text('entity_id').notNull(),
})

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
  | { readonly kind: 'delete'; readonly messageId: MessageId; readonly externalId: string }

export const channelActions = pgTable('channel_actions', {
  id: uuid('id').primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  chatId: uuid('chat_id').$type<ChatId>().notNull(),
  action: jsonb('action').$type<ChannelAction>().notNull(),
  actionKey: text('action_key').notNull(),
  dueAtMs: epochMs('due_at_ms').notNull(),
  attempts: integer('attempts').notNull(),
})
