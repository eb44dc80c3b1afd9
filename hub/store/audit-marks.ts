import { eq } from 'drizzle-orm'

import { auditMarks } from './audit-schema'
import type { Read, Write } from './store'

/** A place in the chain. */
export interface AuditMark {
  readonly seq: number
  readonly link: string
}

export const BEFORE_ALL: AuditMark = { seq: 0, link: '' }

/** The last sealed row. */
export async function readHead(view: Read): Promise<(AuditMark & { readonly tag: string }) | null> {
  const [row] = await view.db.select().from(auditMarks).where(eq(auditMarks.key, 'head'))
  return row ?? null
}

export async function writeHead(tx: Write, { seq, link }: AuditMark): Promise<void> {
  const set = { seq, link, tag: tx.sign(headText({ seq, link })) }
  await tx.db
    .insert(auditMarks)
    .values({ key: 'head', ...set })
    .onConflictDoUpdate({ target: auditMarks.key, set })
}

export function headText({ seq, link }: AuditMark): string {
  return JSON.stringify(['head', seq, link])
}
