import { bigint, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import type { AuditKind } from '#shared/domain/audit'
import type { AgentId, ChannelId, ChatId } from '#shared/domain/ids'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

/** Names and numbers of things; no word of a person. */
export type AuditAbout = Readonly<Record<string, string | number | boolean | null | string[]>>

export const auditLog = pgTable('audit_log', {
  id: uuid('id').primaryKey(),
  atMs: epochMs('at_ms').notNull(),
  kind: text('kind').$type<AuditKind>().notNull(),
  actorId: uuid('actor_id').$type<AgentId>(),
  subjectId: uuid('subject_id').$type<AgentId>(),
  chatId: uuid('chat_id').$type<ChatId>(),
  about: jsonb('about').$type<AuditAbout>().notNull(),
  /** Goes with the person; its hash stays. */
  personal: jsonb('personal').$type<Readonly<Record<string, unknown>>>(),
  personalHash: text('personal_hash'),
  tag: text('tag').notNull(),
  seq: epochMs('seq'),
  link: text('link'),
})

export const erasedConversations = pgTable(
  'erased_conversations',
  {
    channelId: uuid('channel_id').$type<ChannelId>().notNull(),
    hash: text('hash').notNull(),
    untilMs: epochMs('until_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.hash] })],
)

export const filesToRemove = pgTable('files_to_remove', {
  hash: text('hash').primaryKey(),
  sinceMs: epochMs('since_ms').notNull(),
})

export const auditMarks = pgTable('audit_marks', {
  key: text('key').$type<'head'>().primaryKey(),
  seq: epochMs('seq').notNull(),
  link: text('link').notNull(),
  tag: text('tag').notNull(),
})
