import type { TFunction } from 'i18next'

import type { AuditEntry } from '#shared/contract/audit'
import type { AgentId } from '#shared/domain/ids'
import { RETENTION_KINDS, type RetentionCounts } from '#shared/domain/retention'

type Translate = TFunction<readonly ['duties', 'signIn']>
const ROLES = ['agent', 'supervisor', 'administrator'] as const
const OUTCOMES = ['waiting', 'done', 'refused', 'superseded'] as const
const COUNTED = ['messages', 'files', 'calls', 'cases', 'events', 'access', 'audit'] as const
const MOST_TEXT = 300

/** What else is known of an entry, in words. */
export function auditDetails(t: Translate, { kind, about, personal }: AuditEntry, dateOf: (atMs: number) => string) {
  const said: string[] = []
  if (kind === 'messageEdited' || kind === 'messageDeleted') {
    if (personal === null) said.push(t('audit.gone'))
    else said.push(t('audit.was', { text: textOf(t, personal['before']) }))
    const { afterText } = personal ?? {}
    if (typeof afterText === 'string') said.push(t('audit.became', { text: cut(afterText) }))
  }
  const { from, to, role, address, login } = personal ?? {}
  if (kind === 'roleChanged') said.push(t('audit.role', { from: roleOf(t, from), to: roleOf(t, to) }))
  if (typeof role === 'string') said.push(roleOf(t, role))
  if (typeof login === 'string') said.push(login)
  if (typeof address === 'string') said.push(t('audit.address', { address }))
  const outcome = OUTCOMES.find((each) => each === about['outcome'])
  if (outcome) said.push(t(`audit.outcome.${outcome}`))
  const { untilMs, format } = about
  if (kind === 'auditExpired' && typeof untilMs === 'number') said.push(t('audit.until', { date: dateOf(untilMs) }))
  if (typeof format === 'string') said.push(format.toUpperCase())
  if (kind === 'retentionChanged') {
    for (const each of RETENTION_KINDS) {
      const days = about[each]
      said.push(`${t(`retention.kind.${each}`)}: ${typeof days === 'number' ? String(days) : t('retention.forEver')}`)
    }
    return said.join('; ')
  }
  for (const each of COUNTED) {
    const count = about[each]
    if (typeof count === 'number') said.push(t(`audit.counts.${each}`, { count }))
  }
  return said.join('; ')
}

/** Who signs in is known only afterwards. */
export function doerOf({ kind, actorId, subjectId }: AuditEntry): AgentId | null {
  return kind === 'signedIn' ? (actorId ?? subjectId) : actorId
}

/** Only what there is any of. */
export function countsInWords(t: Translate, counts: RetentionCounts): string {
  return RETENTION_KINDS.flatMap((kind) =>
    counts[kind] > 0 ? [t(`audit.counts.${kind}`, { count: counts[kind] })] : [],
  ).join(', ')
}

function roleOf(t: Translate, said: unknown): string {
  const role = ROLES.find((each) => each === said)
  return role ? t(`signIn:role.${role}`) : ''
}

function textOf(t: Translate, content: unknown): string {
  if (typeof content !== 'object' || content === null) return t('audit.noText')
  const { text, fileId, name } = content as Readonly<Record<string, unknown>>
  if (typeof text === 'string') return cut(text)
  if (typeof name === 'string') return name
  return typeof fileId === 'string' ? t('audit.file') : t('audit.noText')
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text
}
