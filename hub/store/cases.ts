import {
  and,
  asc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  lte,
  min,
  notInArray,
  sql,
  type Column,
} from 'drizzle-orm'

import type { CaseState } from '#shared/domain/case'
import type { AgentId, CaseId, ChannelId, ChatId } from '#shared/domain/ids'

import { askedTogether, listed, PLACE } from './asked-together'
import { prepared } from './prepared'
import { cases, channels, chats } from './schema'
import type { Read, Write } from './store'

/** With the channel of its chat, whose settings it follows. */
export type StoredCase = Omit<typeof cases.$inferSelect, 'chatId'> & {
  readonly chatId: ChatId
  readonly channelId: ChannelId
}
const IS_OPEN = notInArray(cases.stateKind, ['idle', 'closed'])
type CasePatch = Partial<Omit<typeof cases.$inferInsert, 'id' | 'number' | 'chatId'>>

/** Stands in the same transaction as its chat, which follows or names it. */
export async function insertCase(
  tx: Write,
  { id, chatId, channelId, state }: Pick<StoredCase, 'id' | 'chatId' | 'channelId' | 'state'>,
  openedAtMs: number,
): Promise<StoredCase> {
  const [row] = await tx.db.insert(cases).values({ id, chatId, state, openedAtMs }).returning()
  tx.changed('chat', chatId)
  if (!row) throw new Error('A case that was begun is gone.')
  return { ...row, chatId, channelId }
}

/** Desks see a case as a part of its chat. Answers what it is now. */
export async function updateCase(
  tx: Write,
  { id, chatId, channelId }: Pick<StoredCase, 'id' | 'chatId' | 'channelId'>,
  patch: CasePatch,
): Promise<StoredCase> {
  const holder = patch.state ? holderIn(patch.state) : {}
  const set = Object.fromEntries(Object.entries({ ...patch, ...holder }).filter(([, value]) => value !== undefined))
  // Those of the same fields are one statement.
  const fields = Object.keys(set).sort()
  const row = await askedTogether(tx, `update cases ${fields.join()}`, { id, set }, (all) =>
    updateCases(tx, fields, all),
  )
  tx.changed('chat', chatId)
  if (!row) throw new Error('A case that was changed is gone.')
  return { ...row, chatId, channelId }
}

async function updateCases(
  tx: Write,
  fields: readonly string[],
  all: readonly { readonly id: CaseId; readonly set: CasePatch }[],
): Promise<readonly (typeof cases.$inferSelect | null)[]> {
  const columns: Record<string, Column> = getTableColumns(cases)
  const set = Object.fromEntries(
    fields.map((field) => {
      const column = columns[field]
      if (!column) throw new Error(`Cases have no field ${field}.`)
      const isJson = column.columnType === 'PgJsonb'
      const value = isJson
        ? sql`nullif(told.fields::jsonb -> ${column.name}, 'null')`
        : sql`(told.fields::jsonb ->> ${column.name})::${sql.raw(column.getSQLType())}`
      return [field, value]
    }),
  )
  const ids = all.map(({ id }) => id)
  const told = all.map((one) =>
    JSON.stringify(
      Object.fromEntries(fields.map((field) => [columns[field]?.name, one.set[field as keyof CasePatch] ?? null])),
    ),
  )
  const rows = await tx.db
    .update(cases)
    .set(set)
    .from(sql`unnest(${listed(sql.param(ids), 'uuid')}, ${listed(sql.param(told), 'text')}) as told (id, fields)`)
    .where(sql`${cases.id} = told.id`)
    .returning(getTableColumns(cases))
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id) ?? null)
}

/** Locked until the transaction ends. */
export async function lockCase(tx: Write, id: CaseId): Promise<StoredCase | null> {
  const [row] = await casesWithChannel(tx).where(eq(cases.id, id)).for('update', { of: cases })
  return row ? withChat(row) : null
}

/** The present case of a chat, locked until the transaction ends. */
/** `null`: it is nobody's. */
export async function holderOfCase(view: Read, id: CaseId): Promise<AgentId | null> {
  const [row] = await view.db.select({ agentId: cases.agentId }).from(cases).where(eq(cases.id, id))
  return row?.agentId ?? null
}

export async function lockCaseOfChat(tx: Write, chatId: ChatId): Promise<StoredCase> {
  const locked = await askedTogether(tx, 'lock cases of chats', chatId, (chatIds) => lockCasesOfChats(tx, chatIds))
  if (!locked) throw new Error('A chat without a case.')
  return locked
}

async function lockCasesOfChats(tx: Write, chatIds: readonly ChatId[]): Promise<readonly (StoredCase | null)[]> {
  const query = prepared(tx, 'lock_cases_of_chats', (db) => {
    const ofChat = db
      .select({ caseId: chats.caseId, channelId: chats.channelId })
      .from(chats)
      .where(sql`${chats.id} = wanted.chat_id`)
      .limit(1)
      .as('chats')
    const locked = db
      .select()
      .from(cases)
      .where(sql`${cases.id} = chats.case_id`)
      .limit(1)
      .for('update')
      .as('cases')
    return db
      .select({ place: PLACE, case: cases, channelId: chats.channelId })
      .from(sql`unnest(${listed(sql.placeholder('chatIds'), 'uuid')}) with ordinality as wanted (chat_id, place)`)
      .crossJoinLateral(ofChat)
      .crossJoinLateral(locked)
      .prepare('lock_cases_of_chats')
  })
  const found = new Map((await query.execute({ chatIds: [...chatIds] })).map((row) => [row.place, row]))
  return chatIds.map((_, index) => {
    const row = found.get(index)
    return row ? withChat(row) : null
  })
}

export async function earliestDueMs(view: Read): Promise<number | null> {
  const [row] = await view.db
    .select({ dueAtMs: min(cases.dueAtMs) })
    .from(cases)
    .where(isNotNull(cases.dueAtMs))
  return row?.dueAtMs ?? null
}

/** The longest due first; those that another hub is at are passed over. */
export async function lockDueCases(tx: Write, limit: number): Promise<readonly StoredCase[]> {
  const rows = await casesWithChannel(tx)
    .where(lte(cases.dueAtMs, tx.nowMs))
    .orderBy(asc(cases.dueAtMs))
    .limit(limit)
    .for('update', { of: cases, skipLocked: true })
  return rows.map(withChat)
}

/** Nothing that a desk sees. */
export async function setDue(tx: Write, id: CaseId, dueAtMs: number | null): Promise<void> {
  await tx.db.update(cases).set({ dueAtMs }).where(eq(cases.id, id))
}

/** Under other settings or hours something else is due: open cases are planned anew; of all channels where `null`. */
export async function planAnew(tx: Write, channelId: ChannelId | null): Promise<void> {
  const ofChannel = channelId
    ? inArray(cases.chatId, tx.db.select({ id: chats.id }).from(chats).where(eq(chats.channelId, channelId)))
    : undefined
  await tx.db.update(cases).set({ dueAtMs: tx.nowMs }).where(and(ofChannel, IS_OPEN))
}

/** As `planAnew`, of conversations that go on under another channel's settings. */
export async function planChatsAnew(tx: Write, chatIds: readonly ChatId[]): Promise<void> {
  await tx.db
    .update(cases)
    .set({ dueAtMs: tx.nowMs })
    .where(and(inArray(cases.chatId, [...chatIds]), IS_OPEN))
}

/** Locked until the transaction ends. */
export async function lockOpenCasesOfChats(tx: Write, chatIds: readonly ChatId[]): Promise<readonly StoredCase[]> {
  const rows = await casesWithChannel(tx)
    .where(and(inArray(cases.chatId, [...chatIds]), IS_OPEN))
    .orderBy(asc(cases.number))
    .for('update', { of: cases })
  return rows.map(withChat)
}

/** Of conversations that ended with their channel and left these open, in a time when a removal did so; locked. */
export async function lockCasesLeftBehind(tx: Write): Promise<readonly StoredCase[]> {
  const rows = await casesWithChannel(tx)
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .where(and(eq(chats.access, 'channelRemoved'), gte(channels.removedAtMs, cases.openedAtMs), IS_OPEN))
    .orderBy(asc(cases.number))
    .for('update', { of: cases })
  return rows.map(withChat)
}

/** A closed case does not say whose it was. */
function holderIn(state: CaseState): CasePatch {
  if (state.kind === 'assigned') return { lastAgentId: state.agentId, lastTeamId: state.teamId }
  return state.kind === 'queued' ? { lastTeamId: state.teamId } : {}
}

function casesWithChannel(tx: Write) {
  return tx.db
    .select({ case: cases, channelId: chats.channelId })
    .from(cases)
    .innerJoin(chats, eq(chats.id, cases.chatId))
    .$dynamic()
}

function withChat({ case: row, channelId }: { case: typeof cases.$inferSelect; channelId: ChannelId }): StoredCase {
  if (row.chatId === null) throw new Error('A case without a chat.')
  return { ...row, chatId: row.chatId, channelId }
}
