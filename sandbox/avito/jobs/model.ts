import type { SandboxChat, SandboxItem } from '../model'

/** What the sandbox remembers of Авито Работа (facts/avito-jobs.md §1–3). Times are Unix milliseconds. */
export interface SandboxVacancy {
  readonly uuid: string
  /** The ad itself; its id is the vacancy's and the context of the chats about it. */
  readonly item: SandboxItem
  readonly description: string
  readonly salary: number | null
  readonly createdAtMs: number
}

export interface SandboxResume {
  readonly id: string
  readonly ownerName: string
  readonly ownerPhone: string
  readonly updatedAtMs: number
  /** Everything but ids, times and pictures, as the platform words it. */
  readonly text: ResumeText
  readonly photoUrls: readonly string[]
  isPurchased: boolean
}

export interface ResumeText {
  readonly title: string
  readonly description: string
  readonly salary?: number
  readonly address?: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface FullName {
  readonly last_name: string
  readonly first_name: string
  readonly patronymic: string | null
}

export interface PrevalidationAnswer {
  readonly label: string
  readonly value: string
  readonly variable: string
}

export interface SandboxApplication {
  /** 24 hex characters. */
  readonly id: string
  readonly vacancy: SandboxVacancy
  readonly type: 'by_phone' | 'by_chat'
  readonly applicantId: string
  readonly createdAtMs: number
  updatedAtMs: number
  state: string
  isViewed: boolean
  employeeId: number | null
  resumeId: string | null
  name: string | null
  fullName: FullName | null
  phones: readonly { readonly value: string; readonly status: string }[]
  chat: SandboxChat | null
  prevalidation: { readonly status: string; readonly summary: readonly PrevalidationAnswer[] | null } | null
}

/** Only `new` is documented by name (facts §1); the rest are of the sandbox's own invention. */
export const STATES: readonly { readonly slug: string; readonly description: string }[] = [
  { slug: 'new', description: 'Новый отклик' },
  { slug: 'phone_interview', description: 'Телефонное интервью' },
  { slug: 'interview', description: 'Собеседование' },
  { slug: 'offer', description: 'Предложение о работе' },
  { slug: 'hired', description: 'Вышел на работу' },
  { slug: 'rejected', description: 'Отказ' },
]
