import { EVENTS_OF_PERSONS, type AuditFlaw, type AuditKind } from '#shared/domain/audit'

import { hashOfPersonal, sealedRowsAfter, signedPart, unsealedRows, type AuditRow } from '../store/audit-log'
import { BEFORE_ALL, headText, readHead, type AuditMark } from '../store/audit-marks'
import { revisionsByIds } from '../store/revisions'
import type { Store } from '../store/store'

const ROWS_AT_ONCE = 2_000
/** Written and not sealed yet: a busy hub has hundreds of them, never more. */
const UNSEALED_LOOKED_AT = 10_000
const PERSONAL: ReadonlySet<AuditKind> = new Set(EVENTS_OF_PERSONS)

interface AuditCheck {
  readonly rows: number
  /** The last of the chain; kept elsewhere it tells later whether the end was cut off. */
  readonly head: AuditMark
  readonly flaw: AuditFlaw | null
}

/** Binds a row to its place and to all before it. */
export function linkText(before: string, seq: number, tag: string): string {
  return JSON.stringify([before, seq, tag])
}

/** Goes through the whole chain and names the first row at which it does not hold. */
export async function checkAudit(store: Store): Promise<AuditCheck> {
  const erased = new Set<string>()
  const formerColleagues = new Set<string>()
  let expiredUntilMs = 0
  let last: AuditMark = BEFORE_ALL
  let rows = 0
  const done = (flaw: AuditFlaw | null): AuditCheck => ({ rows, head: last, flaw })
  /** Without its personal part, and nobody has said yet that it was erased. */
  const blank: AuditRow[] = []
  for (;;) {
    const page = await store.read((view) => sealedRowsAfter(view, last.seq, ROWS_AT_ONCE))
    const revisions = await store.read((view) => revisionsByIds(view, page.flatMap(revisionOf)))
    for (const row of page) {
      const seq = last.seq + 1
      if (row.seq !== seq) return done(atSeq('removed', seq))
      if (row.tag !== store.signature(signedPart(row))) return done(flawOf('changed', row))
      if (row.personal && hashOfPersonal(row.personal) !== row.personalHash) return done(flawOf('changed', row))
      const link = store.signature(linkText(last.link, seq, row.tag))
      if (row.link !== link) return done(flawOf('order', row))
      const revision = revisions.get(row.id)
      if (row.personal && revision && !isSameRevision(row, revision)) return done(flawOf('changed', row))
      for (const whose of erasedBy(row)) erased.add(whose)
      if (row.kind === 'colleagueErased' && row.subjectId) formerColleagues.add(row.subjectId)
      expiredUntilMs = Math.max(expiredUntilMs, expiredBy(row))
      if (row.personal === null && row.personalHash !== null) blank.push(row)
      last = { seq, link }
      rows += 1
    }
    if (page.length < ROWS_AT_ONCE) break
  }
  const isOfColleague = ({ kind, subjectId }: AuditRow) => PERSONAL.has(kind) && formerColleagues.has(subjectId ?? '')
  const bare = blank.find((row) => row.atMs >= expiredUntilMs && !erased.has(row.chatId ?? '') && !isOfColleague(row))
  if (bare) return done(flawOf('changed', bare))
  const head = await store.read(readHead)
  // Sealed meanwhile: the chain has only grown.
  if (head ? head.tag !== store.signature(headText(head)) : rows > 0) return done(atSeq('removed', last.seq + 1))
  if (head && head.seq < last.seq) return done(atSeq('inserted', head.seq + 1))
  if (head && head.seq > last.seq) {
    const [next] = await store.read((view) => sealedRowsAfter(view, last.seq, 1))
    if (next?.seq !== last.seq + 1) return done(atSeq('removed', last.seq + 1))
  }
  const waiting = await store.read((view) => unsealedRows(view, UNSEALED_LOOKED_AT))
  const forged = waiting.find((row) => row.tag !== store.signature(signedPart(row)))
  return done(forged ? flawOf('inserted', forged) : null)
}

function flawOf(what: AuditFlaw['what'], { seq, id, atMs }: AuditRow): AuditFlaw {
  return { what, seq, id, atMs }
}

function atSeq(what: AuditFlaw['what'], seq: number): AuditFlaw {
  return { what, seq, id: null, atMs: null }
}

/** Of whom nothing but the fact may stand in rows of before. */
function erasedBy({ kind, about }: AuditRow): readonly string[] {
  const { chatIds } = about
  return kind === 'clientErased' && Array.isArray(chatIds) ? chatIds : []
}

/** Before when nothing personal has to stand any more. */
function expiredBy({ kind, about }: AuditRow): number {
  const { untilMs } = about
  return kind === 'auditExpired' && typeof untilMs === 'number' ? untilMs : 0
}

function revisionOf({ id, kind }: AuditRow): readonly string[] {
  return kind === 'messageEdited' || kind === 'messageDeleted' ? [id] : []
}

/** What supervisors are shown beside a message is a row of its own, and has to say the same. */
function isSameRevision(
  row: AuditRow,
  { before, afterText }: { readonly before: unknown; readonly afterText: string | null },
) {
  const personal = { before, afterText, salt: row.personal?.['salt'] }
  return hashOfPersonal(personal) === row.personalHash
}
