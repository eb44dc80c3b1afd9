import type { CandidateResponse } from '../jobs/job-control'

interface ResumeWords {
  readonly title: string
  readonly description: string
  readonly salary: number
  readonly age: number
  readonly pol: 'Мужской' | 'Женский'
  readonly schedule: string
  readonly licence: readonly string[]
  readonly address: string
  /** Company, position, what was done, from, to. */
  readonly jobs: readonly (readonly [string, string, string, string, string | null])[]
  /** Where, what, until when. */
  readonly studies: readonly (readonly [string, string, string])[]
  readonly languages?: readonly (readonly [string, string])[]
}

/** A résumé as the platform words it (facts/avito-jobs.md §2), from what differs between people. */
export function resumeOf(words: ResumeWords): NonNullable<CandidateResponse['resume']> {
  const { title, description, salary, address, licence } = words
  return {
    title,
    description,
    salary,
    address,
    photos: ['portrait'],
    params: {
      age: words.age,
      pol: words.pol,
      nationality: 'Россия',
      education: 'Среднее специальное',
      schedule: words.schedule,
      moving: 'Невозможен',
      ability_to_business_trip: 'Готов к командировкам',
      driver_licence: licence.length > 0 ? 'Есть' : 'Нет',
      driver_licence_category: licence,
      razreshenie_na_rabotu_v_rossii: 'Да',
      experience_list: words.jobs.map(([company, position, responsibilities, from, to]) => ({
        company,
        position,
        responsibilities,
        work_start: from,
        work_finish: to,
      })),
      education_list: words.studies.map(([institution, specialty, year]) => ({
        institution,
        specialty,
        education_stop: year,
      })),
      language_list: (words.languages ?? []).map(([language, level]) => ({ language, language_level: level })),
    },
  }
}
