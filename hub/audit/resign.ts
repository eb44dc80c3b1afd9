import { signedPart, type AuditRow } from '../store/audit-log'
import { BEFORE_ALL, headText, type AuditMark } from '../store/audit-marks'
import { linkText } from './audit-chain'

type Sign = (text: string) => string
type Head = AuditMark & { readonly tag: string }
type Resigned = Pick<AuditRow, 'id' | 'tag' | 'link'>

/**
 * The audit for a hub with another key: what held with the key of before holds with the new one, what did not hold
 * stays as it is and is named by a check there, too. `rows` in the order of the chain, those without a place last.
 */
export function resign(
  rows: readonly AuditRow[],
  head: Head | null,
  { from, to }: { readonly from: Sign; readonly to: Sign },
): { readonly rows: readonly Resigned[]; readonly head: Head | null } {
  let before: AuditMark = BEFORE_ALL
  let after: AuditMark = BEFORE_ALL
  const anew = rows.map((row): Resigned => {
    const said = signedPart(row)
    const tag = row.tag === from(said) ? to(said) : row.tag
    if (row.seq === null || row.link === null) return { id: row.id, tag, link: row.link }
    const { seq } = row
    const holds = seq === before.seq + 1 && row.link === from(linkText(before.link, seq, row.tag))
    const link = holds ? to(linkText(after.link, seq, tag)) : row.link
    before = { seq, link: row.link }
    after = { seq, link }
    return { id: row.id, tag, link }
  })
  if (head === null || head.tag !== from(headText(head))) return { rows: anew, head }
  const moved = { seq: head.seq, link: head.seq === after.seq ? after.link : head.link }
  return { rows: anew, head: { ...moved, tag: to(headText(moved)) } }
}
