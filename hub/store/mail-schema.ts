import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import type { MailSettings } from '#shared/domain/mail'

export const mailSettings = pgTable('mail_settings', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  settings: jsonb('settings').$type<MailSettings>().notNull(),
  /** Sealed; `null`: the server asks for none. */
  password: text('password'),
})

export const mailNotices = pgTable('mail_notices', {
  visitorId: uuid('visitor_id').primaryKey(),
  /** `waiting`: the server has certainly not taken it and is asked again. */
  state: text('state').$type<'sending' | 'waiting' | 'sent' | 'givenUp'>().notNull(),
  /** Position of the last message that it tells of. */
  upTo: bigint('up_to', { mode: 'number' }).notNull(),
  attempts: integer('attempts').notNull(),
  claimedAtMs: bigint('claimed_at_ms', { mode: 'number' }).notNull(),
  nextAtMs: bigint('next_at_ms', { mode: 'number' }),
})
