import type { FullName, PrevalidationAnswer, ResumeText } from './model'

/** What a candidate and the platform do in Авито Работа, as told from the outside. */
export interface JobControl {
  /** A candidate responds to a vacancy: in a chat, with or without a letter, or by looking up the telephone. */
  candidateResponds(response: CandidateResponse): Promise<{
    readonly applicationId: string
    readonly chatId: string | null
    readonly vacancyId: number
    readonly resumeId: string | null
  }>
  /** The platform changes what it tells of a response, e.g. once its own chat bot has asked its questions. */
  updateResponse(applicationId: string, change: ResponseChange): Promise<{ readonly chatId: string | null }>
  responses(): Promise<readonly ControlResponse[]>
  applicationWebhooks(): Promise<readonly { readonly url: string; readonly secret: string }[]>
  setApplicationWebhooks(hooks: readonly { readonly url: string; readonly secret: string }[]): Promise<void>
  /** `isVerified` false: contacts of résumés answer 403; without paid views 402. */
  setEmployer(employer: { readonly isVerified?: boolean; readonly paidViews?: number }): Promise<void>
}

export interface CandidateResponse {
  /** The vacancy of this title, made if there is none. */
  readonly vacancy: string
  /** As the candidate is called in the chat. */
  readonly name: string
  readonly fullName?: FullName | null
  readonly phone?: string | null
  readonly how?: 'chat' | 'phone'
  readonly letter?: string
  readonly resume?: ResumeText & { readonly photos?: readonly string[] }
  readonly applicantId?: string
  /** The chat in which this candidate responded before. */
  readonly chatId?: string
  /** So long before now. */
  readonly ageMs?: number
}

export interface ResponseChange {
  readonly state?: string
  readonly isViewed?: boolean
  readonly fullName?: FullName | null
  readonly phone?: string
  readonly answers?: readonly PrevalidationAnswer[]
  /** A response by telephone gets a chat, as when the candidate writes afterwards. */
  readonly opensChat?: boolean
  readonly employeeId?: number | null
}

export interface ControlResponse {
  readonly id: string
  readonly vacancyTitle: string
  readonly state: string
  readonly isViewed: boolean
  readonly chatId: string | null
}
