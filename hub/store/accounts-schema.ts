import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import type { SessionEnd } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId, InvitationId, SessionId, TeamId } from '#shared/domain/ids'

const epochMs = (name: string) => bigint(name, { mode: 'number' })

export const accounts = pgTable('accounts', {
  agentId: uuid('agent_id').$type<AgentId>().primaryKey(),
  login: text('login').notNull(),
  passwordHash: text('password_hash'),
  /** Sealed. */
  secondFactor: text('second_factor'),
  isSecondFactorOn: boolean('is_second_factor_on').notNull().default(false),
  secondFactorStep: bigint('second_factor_step', { mode: 'number' }),
  createdAtMs: epochMs('created_at_ms').notNull(),
  closedAtMs: epochMs('closed_at_ms'),
})

export const recoveryCodes = pgTable(
  'recovery_codes',
  { agentId: uuid('agent_id').$type<AgentId>().notNull(), codeHash: text('code_hash').notNull() },
  (table) => [primaryKey({ columns: [table.agentId, table.codeHash] })],
)

export const sessions = pgTable('sessions', {
  id: uuid('id').$type<SessionId>().primaryKey(),
  tokenHash: text('token_hash').notNull(),
  agentId: uuid('agent_id').$type<AgentId>().notNull(),
  device: text('device').notNull(),
  address: text('address').notNull(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  lastSeenAtMs: epochMs('last_seen_at_ms').notNull(),
  expiresAtMs: epochMs('expires_at_ms').notNull(),
  endedAtMs: epochMs('ended_at_ms'),
  endReason: text('end_reason').$type<SessionEnd>(),
})

export const signInFailures = pgTable('sign_in_failures', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastAtMs: epochMs('last_at_ms').notNull(),
})

export const invitations = pgTable('invitations', {
  id: uuid('id').$type<InvitationId>().primaryKey(),
  codeHash: text('code_hash').notNull(),
  login: text('login'),
  name: text('name').notNull(),
  role: text('role').$type<AgentRole>().notNull(),
  teamIds: jsonb('team_ids').$type<readonly TeamId[]>().notNull(),
  agentId: uuid('agent_id').$type<AgentId>(),
  createdBy: uuid('created_by').$type<AgentId>(),
  createdAtMs: epochMs('created_at_ms').notNull(),
  expiresAtMs: epochMs('expires_at_ms').notNull(),
  acceptedAtMs: epochMs('accepted_at_ms'),
  revokedAtMs: epochMs('revoked_at_ms'),
})

export const oidcAttempts = pgTable('oidc_attempts', {
  id: uuid('id').primaryKey(),
  stateHash: text('state_hash').notNull(),
  secretHash: text('secret_hash').notNull(),
  /** Sealed. */
  verifier: text('verifier').notNull(),
  nonce: text('nonce').notNull(),
  codeHash: text('code_hash'),
  agentId: uuid('agent_id').$type<AgentId>(),
  tries: integer('tries').notNull(),
  expiresAtMs: epochMs('expires_at_ms').notNull(),
})

export const accountIdentities = pgTable(
  'account_identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    agentId: uuid('agent_id').$type<AgentId>().notNull(),
    createdAtMs: epochMs('created_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
)
