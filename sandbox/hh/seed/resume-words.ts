import type { Candidate } from '../control'
import type { Person, ResumeText } from '../model'

interface Sketch extends Omit<Candidate, 'person' | 'text'> {
  /** «Фамилия Имя Отчество» */
  readonly name: string
  readonly gender: Person['gender']
  readonly born: string
  readonly phone: string
  readonly area?: string
  readonly title: string
  readonly salary?: number
  readonly about: string
  readonly skills?: readonly string[]
  /** Company, position, what was done, from, to. */
  readonly jobs: readonly (readonly [string, string, string, string, string | null])[]
  /** Place, faculty, year. */
  readonly studies: readonly (readonly [string, string, number])[]
  readonly languages?: readonly (readonly [string, string])[]
}

export function candidateOf(sketch: Sketch): Candidate {
  const {
    name,
    gender,
    born,
    phone,
    area = 'Москва',
    title,
    salary,
    about,
    skills,
    jobs,
    studies,
    languages,
    ...rest
  } = sketch
  const [lastName = '', firstName = '', middleName] = name.split(' ')
  const text: ResumeText = {
    title,
    salary: salary ?? null,
    skills: about,
    skillSet: skills ?? [],
    jobs: jobs.map(([company, position, description, start, end]) => ({ company, position, description, start, end })),
    studies: studies.map(([place, faculty, year]) => ({ name: place, organization: faculty, result: faculty, year })),
    languages: (languages ?? []).map(([language, level]) => ({ name: language, level })),
  }
  const email = `candidate-${phone.slice(-4)}@mail.example`
  const person = { lastName, firstName, middleName: middleName ?? null, gender, birthDate: born, area, phone, email }
  return { person, text, ...rest }
}
