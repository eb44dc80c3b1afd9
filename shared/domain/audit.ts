/** What happened to people's way in. */
const ACCOUNT_EVENTS = [
  'signedIn',
  'signInRefused',
  'signedOut',
  'sessionRevoked',
  'sessionsEnded',
  'passwordChanged',
  'invited',
  'invitationRevoked',
  'invitationAccepted',
  'roleChanged',
  'loginChanged',
  'accountClosed',
  'accountOpened',
  'secondFactorOn',
  'secondFactorOff',
  'secondFactorReset',
  'recoveryCodeUsed',
  'identityLinked',
  /** A conversation was looked into unseen; the subject is whose case it was. */
  'chatWatched',
  /** The subject had the case, and somebody else took it or passed it on. */
  'caseTaken',
] as const
export type AccountEventKind = (typeof ACCOUNT_EVENTS)[number]

/** What these say of their subject is not about the person: rights that were given, and conversations by their ids. */
const KEPT_OF_COLLEAGUES: readonly AccountEventKind[] = ['roleChanged', 'chatWatched', 'caseTaken']
/** What is personal in them goes with a colleague who is erased. */
export const EVENTS_OF_PERSONS = ACCOUNT_EVENTS.filter((kind) => !KEPT_OF_COLLEAGUES.includes(kind))

/** What was done to sent messages, which the client may not see (spec V5). */
const MESSAGE_EVENTS = ['messageEdited', 'messageDeleted', 'revisionConcluded', 'deleterNamed'] as const

/** Who took a client's data out, who erased it, and what went because its term was over (spec C9). */
const DUTY_EVENTS = [
  'clientExported',
  'clientErased',
  /** The subject had left the company. */
  'colleagueErased',
  /** Rows of a report, as a file. */
  'casesExported',
  'retentionChanged',
  'retentionApplied',
  /** Of rows up to `about.untilMs` what is personal goes. */
  'auditExpired',
] as const

export const AUDIT_GROUPS = {
  accounts: ACCOUNT_EVENTS,
  messages: MESSAGE_EVENTS,
  duties: DUTY_EVENTS,
} as const
export type AuditGroup = keyof typeof AUDIT_GROUPS
export const AUDIT_KINDS = [...ACCOUNT_EVENTS, ...MESSAGE_EVENTS, ...DUTY_EVENTS] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** The first row at which the chain does not hold. `order`: each row is true, and not in the place where it was. */
export interface AuditFlaw {
  readonly what: 'changed' | 'removed' | 'inserted' | 'order'
  /** `null`: it has no place in the chain. */
  readonly seq: number | null
  /** `null`: of a row that is not there. */
  readonly id: string | null
  readonly atMs: number | null
}
