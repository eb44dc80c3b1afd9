import type { Funnel } from './rules/funnel'

/** What the sandbox remembers of hh.ru (facts/hh.md). Times are Unix milliseconds, ids are strings of digits. */
export interface Employer {
  readonly id: string
  readonly name: string
}

/** One work account. A person (`userId`) may have several, at several employers. */
export interface Manager {
  readonly id: string
  readonly userId: string
  readonly employer: Employer
  readonly firstName: string
  readonly lastName: string
  readonly middleName: string | null
  readonly email: string
  readonly phone: string
  readonly isAdmin: boolean
  /** `used_manager_account_forbidden` to whoever works under it. */
  isForbidden: boolean
}

export interface Salary {
  readonly from: number | null
  readonly to: number | null
}

export interface Vacancy {
  readonly id: string
  readonly employer: Employer
  readonly manager: Manager
  name: string
  readonly area: string
  readonly salary: Salary | null
  readonly description: string
  readonly funnel: Funnel
  readonly createdAtMs: number
  expiresAtMs: number
  state: 'active' | 'archived' | 'hidden'
  allowsMessages: boolean
  changedAtMs: number
}

export interface Person {
  readonly lastName: string
  readonly firstName: string
  readonly middleName: string | null
  readonly gender: 'male' | 'female'
  /** `YYYY-MM-DD` */
  readonly birthDate: string
  readonly area: string
  readonly phone: string
  readonly email: string
}

export interface Job {
  readonly company: string
  readonly position: string
  readonly description: string
  /** `YYYY-MM-DD`; `null`: to this day. */
  readonly start: string
  readonly end: string | null
}

export interface Study {
  readonly name: string
  readonly organization: string
  readonly result: string
  readonly year: number
}

export interface ResumeText {
  readonly title: string
  readonly salary: number | null
  readonly skills: string
  readonly skillSet: readonly string[]
  readonly jobs: readonly Job[]
  readonly studies: readonly Study[]
  readonly languages: readonly { readonly name: string; readonly level: string }[]
}

export interface Resume {
  /** 38 hex characters: the hash of the address of its page. */
  readonly id: string
  /** `owner.id`: the applicant, whatever the résumé. */
  readonly applicantId: string
  readonly person: Person
  readonly text: ResumeText
  readonly createdAtMs: number
  updatedAtMs: number
  areNamesHidden: boolean
  arePhonesHidden: boolean
  areContactsOpen: boolean
  /** Deleted or hidden by the applicant: `resume: null` in lists, 404 by id. */
  isGone: boolean
  hasPhoto: boolean
}

export type ApplicantState = 'response' | 'invitation' | 'discard' | 'hidden'

export type MessagingStatus =
  | 'ok'
  | 'archived'
  | 'disabled_by_employer'
  | 'in_a_row_limit'
  | 'overall_limit'
  | 'no_invitation'
  | 'resume_deleted'
  | 'prohibited'

/** A response or an invitation; its id is `nid` and `topic_id`. */
export interface Topic {
  readonly id: string
  readonly vacancy: Vacancy
  readonly resume: Resume
  readonly chat: Chat
  readonly source: string
  /** The applicant came first; otherwise the employer invited. */
  readonly isResponse: boolean
  readonly createdAtMs: number
  updatedAtMs: number
  /** What the applicant sees. */
  state: ApplicantState
  /** The collection it stands in. */
  employerState: string
  /** The stage was moved in silence: what a later message will tell the applicant. */
  untoldState: ApplicantState | null
  isOpened: boolean
  isViewedByApplicant: boolean
  messagingOverride: MessagingStatus | null
}

export interface Participant {
  readonly id: string
  readonly name: string
  readonly role: 'APPLICANT' | 'EMPLOYER' | 'BOT'
  readonly managerId: string | null
  lastViewedId: string | null
  isActive: boolean
}

export interface Chat {
  readonly id: string
  readonly type: 'NEGOTIATION' | 'COMMON'
  readonly employer: Employer
  readonly vacancy: Vacancy | null
  readonly resume: Resume
  readonly createdAtMs: number
  readonly participants: Participant[]
  readonly messages: Message[]
  isArchived: boolean
  isLimitReached: boolean
  isEmployerUntrusted: boolean
  canApplicantWrite: boolean
}

export interface Message {
  readonly id: string
  readonly type: 'SIMPLE' | 'PARTICIPANT_JOINED' | 'PARTICIPANT_LEFT'
  readonly sender: Participant
  readonly createdAtMs: number
  changedAtMs: number | null
  text: string | null
  readonly file: StoredFile | null
  readonly moved: Participant | null
  /** Sent with a move to a stage: a system message, which nobody may edit or delete. */
  readonly isOfStage: boolean
  isDeleted: boolean
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}
