/** What has a term of its own. `events`: what happened to a case; `audit`: addresses and former texts in the audit. */
export const RETENTION_KINDS = ['messages', 'files', 'calls', 'events', 'access', 'audit'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

/** In days; `null`: for ever. Of cases it is counted from their end, and only closed ones are looked at. */
export type RetentionRules = Readonly<Record<RetentionKind, number | null>>
export type RetentionCounts = Readonly<Record<RetentionKind, number>>

/** Who looked into what is itself about people: a year is enough to account for. */
export const DEFAULT_RETENTION: RetentionRules = {
  messages: null,
  files: null,
  calls: null,
  events: null,
  access: 365,
  audit: null,
}
export const MAX_RETENTION_DAYS = 36_500
export const NOTHING_EXPIRED: RetentionCounts = { messages: 0, files: 0, calls: 0, events: 0, access: 0, audit: 0 }

const DAY_MS = 86_400_000

/** What is older goes; `null`: nothing does. */
export function expiresBefore(rules: RetentionRules, kind: RetentionKind, nowMs: number): number | null {
  const days = rules[kind]
  return days === null ? null : nowMs - days * DAY_MS
}
