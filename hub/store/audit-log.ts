import { createHash, randomBytes } from 'node:crypto'

import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm'

import type { AuditKind } from '#shared/domain/audit'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { auditLog, type AuditAbout } from './audit-schema'
import type { Read, Write } from './store'

const SALT_BYTES = 16

export type AuditRow = typeof auditLog.$inferSelect

interface AuditEntry {
  readonly kind: AuditKind
  readonly actorId?: AgentId | null
  readonly subjectId?: AgentId | null
  readonly chatId?: ChatId | null
  readonly about?: AuditAbout
  readonly personal?: Readonly<Record<string, unknown>> | null
}

/** In the transaction of what it tells of: neither stands without the other. */
export async function recordAudit(tx: Write, id: string, entry: AuditEntry): Promise<void> {
  // The salt goes with what it salts: afterwards nobody can find out by trying what stood there.
  const personal = entry.personal ? { ...entry.personal, salt: randomBytes(SALT_BYTES).toString('base64url') } : null
  const row = {
    ...{ id, atMs: tx.nowMs, kind: entry.kind, about: entry.about ?? {} },
    ...{ actorId: entry.actorId ?? null, subjectId: entry.subjectId ?? null, chatId: entry.chatId ?? null },
    personalHash: personal && hashOfPersonal(personal),
  }
  await tx.db.insert(auditLog).values({ ...row, personal, tag: tx.sign(signedPart(row)) })
  tx.audited()
}

/** What the tag of a row vouches for; the personal part by its hash. */
export function signedPart(row: Omit<AuditRow, 'personal' | 'tag' | 'seq' | 'link'>): string {
  const { id, atMs, kind, actorId, subjectId, chatId, about, personalHash } = row
  return canonical([id, atMs, kind, actorId, subjectId, chatId, about, personalHash])
}

export function hashOfPersonal(personal: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(canonical(personal)).digest('base64url')
}

/** The same text whatever the order in which a database gives the keys back. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

interface AuditFilter {
  readonly kinds: readonly AuditKind[] | null
  /** Who did it, or to whom it was done. */
  readonly agentId: AgentId | null
  /** `null`: whatever it is about. */
  readonly chatIds: readonly ChatId[] | null
  readonly fromMs: number | null
  readonly untilMs: number | null
}

interface AuditPlace {
  readonly atMs: number
  readonly id: string
}

/** The newest first, those before `before`. */
export async function auditPage(
  view: Read,
  { kinds, agentId, chatIds, fromMs, untilMs }: AuditFilter,
  before: AuditPlace | null,
  limit: number,
): Promise<readonly AuditRow[]> {
  return view.db
    .select()
    .from(auditLog)
    .where(
      and(
        kinds ? inArray(auditLog.kind, [...kinds]) : undefined,
        agentId ? or(eq(auditLog.actorId, agentId), eq(auditLog.subjectId, agentId)) : undefined,
        chatIds ? isAbout(chatIds) : undefined,
        fromMs === null ? undefined : gte(auditLog.atMs, fromMs),
        untilMs === null ? undefined : lt(auditLog.atMs, untilMs),
        before ? sql`(${auditLog.atMs}, ${auditLog.id}) < (${before.atMs}::bigint, ${before.id}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(auditLog.atMs), desc(auditLog.id))
    .limit(limit)
}

/** Events of people name a conversation in their own part. */
function isAbout(chatIds: readonly ChatId[]): SQL | undefined {
  const ids = sql.param([...chatIds])
  return or(
    inArray(auditLog.chatId, [...chatIds]),
    sql`${auditLog.personal} ->> 'chatId' = any(${ids}::text[])`,
    sql`${auditLog.about} -> 'chatIds' ?| ${ids}::text[]`,
  )
}

/** Those that have no place in the chain yet, the oldest first. */
export async function unsealedRows(view: Read, limit: number): Promise<readonly AuditRow[]> {
  return view.db
    .select()
    .from(auditLog)
    .where(isNull(auditLog.seq))
    .orderBy(asc(auditLog.atMs), asc(auditLog.id))
    .limit(limit)
}

export async function sealRows(
  tx: Write,
  sealed: readonly { readonly id: string; readonly seq: number; readonly link: string }[],
): Promise<void> {
  const ids = sql.param(sealed.map(({ id }) => id))
  const seqs = sql.param(sealed.map(({ seq }) => seq))
  const links = sql.param(sealed.map(({ link }) => link))
  await tx.db.execute(sql`
    update audit_log set seq = sealed.seq, link = sealed.link
    from unnest(${ids}::uuid[], ${seqs}::bigint[], ${links}::text[]) as sealed (id, seq, link)
    where audit_log.id = sealed.id
  `)
}

/** In the order of the chain. */
export async function sealedRowsAfter(view: Read, seq: number, limit: number): Promise<readonly AuditRow[]> {
  return view.db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(limit)
}

/** Of conversations of which the data goes: what was said of them, not that something was. */
export async function blankPersonal(tx: Write, chatIds: readonly ChatId[]): Promise<void> {
  if (chatIds.length === 0) return
  await tx.db
    .update(auditLog)
    .set({ personal: null })
    .where(and(inArray(auditLog.chatId, [...chatIds]), isNotNull(auditLog.personal)))
}
