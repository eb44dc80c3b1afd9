import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import type { ChannelId, FileId } from '#shared/domain/ids'
import type { MailLanguage } from '#shared/domain/mail'
import type { FileContent, ImageContent } from '#shared/domain/message'
import type { SiteSettings } from '#shared/domain/site-chat'

/** The company's own chat, apart from the hub's chats: this is what its visitors see. */
const epochMs = (name: string) => bigint(name, { mode: 'number' })

export type SiteContent =
  | { readonly kind: 'text'; readonly text: string }
  | ImageContent
  | FileContent
  /** Nobody was reached (spec K7); the message bears the call's id. */
  | { readonly kind: 'missedCall'; readonly note: string | null }

export const siteChannels = pgTable('site_channels', {
  channelId: uuid('channel_id').$type<ChannelId>().primaryKey(),
  settings: jsonb('settings').$type<SiteSettings>().notNull(),
})

export const siteVisitors = pgTable('site_visitors', {
  id: uuid('id').primaryKey(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  name: text('name').notNull(),
  isBlocked: boolean('is_blocked').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
  /** Where the visitor wants to hear of an answer. */
  email: text('email'),
  /** Of the page; `null`: none was opened yet. */
  language: text('language').$type<MailLanguage>(),
  /** When a page was last opened or, for those with an address, closed. */
  seenAtMs: epochMs('seen_at_ms').notNull().default(0),
})

export const siteKeys = pgTable('site_keys', {
  id: uuid('id').primaryKey(),
  visitorId: uuid('visitor_id').notNull(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  hash: text('hash').notNull(),
  /** `browser`: made by the icon's page for itself. */
  kind: text('kind').$type<'link' | 'browser'>().notNull(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  expiresAtMs: epochMs('expires_at_ms'),
  revokedAtMs: epochMs('revoked_at_ms'),
  lastUsedAtMs: epochMs('last_used_at_ms'),
})

export const siteConversations = pgTable('site_conversations', {
  id: uuid('id').primaryKey(),
  visitorId: uuid('visitor_id').notNull(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  title: text('title'),
  isLeft: boolean('is_left').notNull().default(false),
  createdAtMs: epochMs('created_at_ms').notNull(),
})

export const siteMessages = pgTable('site_messages', {
  id: uuid('id').primaryKey(),
  conversationId: uuid('conversation_id').notNull(),
  channelId: uuid('channel_id').$type<ChannelId>().notNull(),
  position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
  /** `in`: from the visitor. */
  direction: text('direction').$type<'in' | 'out'>().notNull(),
  atMs: epochMs('at_ms').notNull(),
  /** `null`: taken back. */
  content: jsonb('content').$type<SiteContent>(),
  editedAtMs: epochMs('edited_at_ms'),
  deliveredAtMs: epochMs('delivered_at_ms'),
  readAtMs: epochMs('read_at_ms'),
  version: integer('version').notNull(),
  told: integer('told').notNull(),
})

export const siteFiles = pgTable('site_files', {
  visitorId: uuid('visitor_id').notNull(),
  fileId: uuid('file_id').$type<FileId>().notNull(),
})
