import type { Fault } from '../lib/faults'
import type { HhFaultAction, PaidGroup } from './context'
import type { HookAction } from './hooks/hook-types'
import type { HookBehaviour } from './hooks/hook-delivery'
import type { MessagingStatus, Person, ResumeText, Vacancy } from './model'
import type { FunnelName } from './rules/funnel'
import type { HhSettings } from './settings'
import type { VacancyChange } from './world'

/** Drives the sandbox from the outside: as an object in the same process, or over HTTP by `createHhControlClient`. */
export interface HhControl {
  /** Tokens as if the manager had just consented. */
  grant(managerId: string): Promise<{ readonly accessToken: string; readonly refreshToken: string }>
  managers(): Promise<readonly ControlManager[]>

  addVacancy(vacancy: NewVacancy): Promise<{ readonly vacancyId: string }>
  vacancies(): Promise<readonly { readonly id: string; readonly name: string; readonly state: Vacancy['state'] }[]>
  vacancyHappens(vacancyId: string, what: VacancyChange): Promise<void>
  setAllowsMessages(vacancyId: string, allows: boolean): Promise<void>

  /** A résumé in the base, of somebody who did not respond. */
  addResume(candidate: Candidate): Promise<{ readonly resumeId: string; readonly applicantId: string }>
  setResume(resumeId: string, change: ResumeChange): Promise<void>
  candidateResponds(response: CandidateResponse): Promise<ResponseIds>
  /** Exactly one of text, picture by its name (`sandbox/lib/scenes.ts`) and file. */
  candidateWrites(chatId: string, message: CandidateMessage): Promise<{ readonly messageId: string }>
  candidateEdits(chatId: string, messageId: string, text: string): Promise<void>
  candidateDeletes(chatId: string, messageId: string): Promise<void>
  /** The candidate opens the chat: what was said there is viewed. */
  candidateReads(chatId: string): Promise<void>
  candidateRefuses(topicId: string): Promise<void>
  /** What the candidate sees now, in order: after every edit, without what was deleted. */
  seenByApplicant(chatId: string): Promise<readonly SeenMessage[]>
  /** What the candidate sees of the response itself. */
  stateForApplicant(topicId: string): Promise<string>

  /** A colleague writes on hh.ru's own page. */
  managerWritesOutside(managerId: string, chatId: string, text: string): Promise<{ readonly messageId: string }>
  managerMovesOutside(managerId: string, topicId: string, stage: string, message?: string): Promise<void>
  addManager(chatId: string, managerId: string): Promise<void>
  archiveChat(chatId: string, isArchived: boolean): Promise<void>
  setLimitReached(chatId: string, isReached: boolean): Promise<void>
  setMessaging(topicId: string, status: MessagingStatus | null): Promise<void>
  chats(): Promise<readonly ControlChat[]>
  topics(): Promise<readonly ControlTopic[]>
  /** Every message taken over the API, in order: count here for "exactly once". */
  received(chatId?: string): Promise<readonly ReceivedMessage[]>

  expireAccessTokens(): Promise<void>
  /** As if the user had taken the access back on the site. */
  revokeAccess(managerId: string): Promise<void>
  forbidAccount(managerId: string, isForbidden: boolean): Promise<void>
  expireUploadLinks(): Promise<void>
  setPaidGroup(group: PaidGroup, isPaid: boolean): Promise<void>
  change(settings: Partial<HhSettings>): Promise<void>
  inject(fault: Fault<HhFaultAction>): Promise<void>
  clearFaults(): Promise<void>
  setWebhook(behaviour: Partial<HookBehaviour>): Promise<void>
  webhooks(): Promise<readonly ControlWebhook[]>
  advanceClock(ms: number): Promise<void>
  stats(): Promise<ControlStats>
}

export interface ControlManager {
  readonly id: string
  readonly userId: string
  readonly employerId: string
  readonly name: string
}

export interface NewVacancy {
  readonly name: string
  readonly managerId?: string
  readonly funnel?: FunnelName
  readonly salary?: number
  readonly description?: string
  readonly state?: Vacancy['state']
}

export interface Candidate {
  readonly person: Person
  readonly text: ResumeText
  readonly hasPhoto?: boolean
  readonly areNamesHidden?: boolean
  readonly arePhonesHidden?: boolean
  /** Without a response, too. */
  readonly areContactsOpen?: boolean
}

export type ResumeChange = Partial<Record<'isGone' | 'areNamesHidden' | 'arePhonesHidden' | 'areContactsOpen', boolean>>

export interface CandidateResponse {
  /** By its id, or by its name; an unknown name makes a new vacancy. */
  readonly vacancy: string
  readonly candidate: Candidate
  /** Another résumé is not made for who has one. */
  readonly resumeId?: string
  readonly letter?: string
  readonly source?: string
  readonly ageMs?: number
}

export interface ResponseIds {
  readonly topicId: string
  readonly chatId: string
  readonly resumeId: string
  readonly vacancyId: string
}

export interface CandidateMessage {
  readonly text?: string
  readonly image?: string
  readonly file?: { readonly name: string; readonly mimeType: string; readonly base64: string }
}

export interface SeenMessage {
  readonly id: string
  readonly from: 'applicant' | 'employer'
  readonly sender: string
  readonly kind: 'message' | 'joined' | 'left'
  readonly text: string | null
  readonly file: string | null
  readonly isEdited: boolean
  readonly isViewedByEmployer: boolean
}

export interface ControlChat {
  readonly id: string
  readonly name: string
  readonly vacancyId: string | null
  readonly resumeId: string
  readonly topicId: string | null
  readonly canApplicantWrite: boolean
}

export interface ControlTopic {
  readonly id: string
  readonly chatId: string
  readonly vacancyId: string
  readonly resumeId: string
  readonly state: string
  readonly employerState: string
  readonly isOpened: boolean
}

export interface ReceivedMessage {
  readonly id: string
  readonly chatId: string
  readonly managerId: string
  readonly text: string | null
  readonly file: string | null
  readonly isOfStage: boolean
  readonly isDeleted: boolean
}

export interface ControlWebhook {
  readonly id: string
  readonly managerId: string
  readonly url: string
  readonly actions: readonly HookAction[]
  readonly isBlocked: boolean
  readonly delivered: number
  readonly failed: number
}

export interface ControlStats {
  readonly requests: number
  readonly refused: number
  readonly tokensIssued: number
  readonly accepted: number
  readonly faultsPending: number
}
