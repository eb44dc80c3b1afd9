import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

import type { AgentId, CallId, CommandId } from '#shared/domain/ids'
import type { TelephonyFailure, TelephonyRequest } from '#shared/domain/telephony'

import type { CallEvent, CallSummary, StatsRow } from '../telephony/mango/wire/model'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

export const mangoConnection = pgTable('mango_connection', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  apiUrl: text('api_url').notNull(),
  /** Sealed, both. */
  apiKey: text('api_key').notNull(),
  apiSalt: text('api_salt').notNull(),
  people: jsonb('people').$type<Readonly<Record<string, AgentId>>>().notNull(),
  employees: jsonb('employees')
    .$type<readonly { readonly extension: string; readonly name: string }[]>()
    .notNull()
    .default([]),
  sinceMs: epochMs('since_ms').notNull(),
  comparedToMs: epochMs('compared_to_ms').notNull(),
})

export const mangoCalls = pgTable('mango_calls', {
  entryId: text('entry_id').primaryKey(),
  callId: uuid('call_id').$type<CallId>().notNull(),
  isOfDesk: boolean('is_of_desk').notNull().default(false),
  summary: jsonb('summary').$type<CallSummary>(),
  rows: jsonb('rows').$type<readonly StatsRow[]>(),
  commandId: uuid('command_id').$type<CommandId>(),
  /** Of a person whose data was erased: nothing that the PBX says of it is taken. */
  isErased: boolean('is_erased').notNull().default(false),
  isOver: boolean('is_over').notNull().default(false),
  updatedAtMs: epochMs('updated_at_ms').notNull(),
})

export const mangoEvents = pgTable('mango_events', {
  legId: text('leg_id').notNull(),
  seq: integer('seq').notNull(),
  entryId: text('entry_id').notNull(),
  event: jsonb('event').$type<CallEvent>().notNull(),
})

export const telephonyRequests = pgTable('telephony_requests', {
  id: uuid('id').$type<CommandId>().primaryKey(),
  kind: text('kind').$type<TelephonyRequest['kind']>().notNull(),
  agentId: uuid('agent_id').$type<AgentId>().notNull(),
  number: text('number').notNull(),
  callId: uuid('call_id').$type<CallId>(),
  extension: text('extension'),
  state: text('state').$type<'waiting' | 'sending' | 'accepted' | 'done' | 'failed'>().notNull(),
  reason: text('reason').$type<TelephonyFailure>(),
  code: integer('code'),
  atMs: epochMs('at_ms').notNull(),
})
