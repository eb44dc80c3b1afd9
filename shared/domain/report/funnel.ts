import type { ChannelId, ChatId } from '../ids'
import { percentile } from './report-fold'

/**
 * The way of an applicant (spec V6). `response` he responded · `answer` a person answered him in writing · `call` somebody
 * talked to him by telephone · `invitation` he was invited to talk, to come or to work · `hired`, `refused` how it ended.
 */
export const FUNNEL_STEPS = ['response', 'answer', 'call', 'invitation', 'hired', 'refused'] as const
export type FunnelStep = (typeof FUNNEL_STEPS)[number]

/** From which step one comes to each. Somebody may skip one: an invitation without a call is one all the same. */
export const STEP_BEFORE: Readonly<Record<FunnelStep, FunnelStep | null>> = {
  response: null,
  answer: 'response',
  call: 'answer',
  invitation: 'call',
  hired: 'invitation',
  refused: 'response',
}

/** `atMs: null`: the step was made, when is not known (on the platform's own pages, before we looked). */
export interface StepMade {
  readonly atMs: number | null
}

export interface Applicant {
  readonly chatId: ChatId
  readonly channelId: ChannelId
  readonly vacancyId: string
  readonly vacancyTitle: string
  readonly name: string
  readonly made: Readonly<Partial<Record<FunnelStep, StepMade | undefined>>>
}

export interface FunnelRow {
  readonly step: FunnelStep
  /** Who made this step. */
  readonly count: number
  /** Who made this one and the one before. */
  readonly fromBefore: number
  /** From the step before to this one, of those of whom both moments are known; `null`: of nobody. */
  readonly medianMs: number | null
}

export interface VacancyFunnel {
  readonly channelId: ChannelId
  readonly vacancyId: string
  readonly title: string
  readonly rows: readonly FunnelRow[]
}

export interface Funnel {
  readonly rows: readonly FunnelRow[]
  /** Most responses first. */
  readonly vacancies: readonly VacancyFunnel[]
}

interface Tally {
  readonly channelId: ChannelId
  readonly vacancyId: string
  title: string
  readonly applicants: Applicant[]
}

/** Of all who responded in the period, whatever happened to them up to now. */
export function funnelOf(applicants: readonly Applicant[]): Funnel {
  const byVacancy = new Map<string, Tally>()
  for (const one of applicants) {
    const { channelId, vacancyId, vacancyTitle } = one
    const key = `${channelId} ${vacancyId}`
    const tally = byVacancy.get(key) ?? { channelId, vacancyId, title: vacancyTitle, applicants: [] }
    byVacancy.set(key, tally)
    tally.title = vacancyTitle
    tally.applicants.push(one)
  }
  const vacancies = [...byVacancy.values()].sort(
    (a, b) => b.applicants.length - a.applicants.length || (a.title < b.title ? -1 : 1),
  )
  return {
    rows: rowsOf(applicants),
    vacancies: vacancies.map(({ applicants: own, ...vacancy }) => ({ ...vacancy, rows: rowsOf(own) })),
  }
}

function rowsOf(applicants: readonly Applicant[]): readonly FunnelRow[] {
  return FUNNEL_STEPS.map((step) => {
    const before = STEP_BEFORE[step]
    const there = applicants.filter(({ made }) => made[step])
    const fromBefore = before === null ? there : there.filter(({ made }) => made[before])
    const took = fromBefore.flatMap(({ made }) => {
      const [from, to] = [before === null ? null : made[before]?.atMs, made[step]?.atMs]
      return from == null || to == null || to < from ? [] : [to - from]
    })
    return {
      step,
      count: there.length,
      fromBefore: fromBefore.length,
      medianMs: percentile(
        took.sort((a, b) => a - b),
        0.5,
      ),
    }
  })
}

/** What a stage of the platforms means for the funnel (hh.ru and Авито Работа name them alike); `null`: nothing yet. */
export function meaningOfStage(slug: string): 'invitation' | 'hired' | 'refused' | null {
  if (slug === 'hired') return 'hired'
  if (slug === 'rejected' || slug.startsWith('discard')) return 'refused'
  return INVITING.has(slug) ? 'invitation' : null
}

const INVITING: ReadonlySet<string> = new Set(['phone_interview', 'assessment', 'interview', 'invitation', 'offer'])
