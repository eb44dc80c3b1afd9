import { bigint, boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

export const pushKeys = pgTable('push_keys', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  publicKey: text('public_key').notNull(),
  /** Sealed. */
  privateKey: text('private_key').notNull(),
})

export const pushSubscriptions = pgTable('push_subscriptions', {
  id: uuid('id').primaryKey(),
  visitorId: uuid('visitor_id').notNull(),
  /** Once this key opens nothing any more, nothing is told here. */
  keyId: uuid('key_id').notNull(),
  endpoint: text('endpoint').notNull(),
  p256dh: text('p256dh').notNull(),
  auth: text('auth').notNull(),
  createdAtMs: bigint('created_at_ms', { mode: 'number' }).notNull(),
})

export const pushNotices = pgTable(
  'push_notices',
  {
    subscriptionId: uuid('subscription_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** `waiting`: the push service has certainly not taken it and is asked again. */
    state: text('state').$type<'sending' | 'waiting' | 'sent' | 'givenUp'>().notNull(),
    /** Position of the last message that it tells of. */
    upTo: bigint('up_to', { mode: 'number' }).notNull(),
    attempts: integer('attempts').notNull(),
    /** Not before: after a failure, and a while after one that has gone. */
    nextAtMs: bigint('next_at_ms', { mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.subscriptionId, table.conversationId] })],
)
