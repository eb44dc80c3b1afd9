import type { FileId } from './ids'

/**
 * A response to a vacancy (отклик) as the platform tells of it (facts/avito-jobs.md §1). Its letter, where there is
 * one, is an ordinary message of the chat.
 */
export interface JobResponse {
  readonly externalId: string
  readonly vacancy: { readonly externalId: string; readonly title: string; readonly url: string | null }
  /** Фамилия Имя Отчество; `''` where the platform names nobody. */
  readonly fullName: string
  /** The position that the résumé asks for; `null` without a résumé. */
  readonly position: string | null
  /** E.164 where it could be read as a number, else as it came. */
  readonly phones: readonly string[]
  readonly respondedAtMs: number
  /** `phone`: responded by a call; there is no chat to answer in. */
  readonly how: 'chat' | 'phone'
  /** Stage in the platform's own words. */
  readonly stage: { readonly slug: string; readonly title: string } | null
  /** What the applicant told the platform's own chat bot. */
  readonly answers: readonly { readonly label: string; readonly value: string }[]
  readonly resume: Resume | null
}

/** Facts/avito-jobs.md §2, in full (spec M16: not a link). Empty texts and lists: the platform says nothing. */
export interface Resume {
  readonly title: string
  readonly description: string
  readonly url: string | null
  /** A month. */
  readonly salary: number | null
  /** Of the salary, as the platform writes it («KZT»); absent: roubles. */
  readonly currency?: string | undefined
  readonly updatedAtMs: number | null
  readonly address: string
  readonly age: number | null
  readonly gender: 'male' | 'female' | null
  readonly nationality: string
  readonly education: string
  readonly schedule: string
  readonly moving: string
  readonly businessTrips: string
  readonly driverLicence: string
  readonly workPermit: string
  readonly experience: readonly ResumeJob[]
  readonly studies: readonly string[]
  readonly languages: readonly string[]
  readonly photoFileIds: readonly FileId[]
}

export interface ResumeJob {
  readonly company: string
  readonly position: string
  readonly responsibilities: string
  /** As the platform writes them, e.g. «2021-03»; `''` unknown. */
  readonly from: string
  readonly to: string
}
