import type { Job, Resume } from '../model'
import type { World } from '../world'
import { hhDate } from './dates'
import { ageOf } from './negotiation-json'

const MONTH_MS = 2_629_746_000

/** Facts §8. Names and contacts only with access to contacts. */
export function resumeJson(world: World, resume: Resume, isOpen: boolean) {
  const { id, person, text, areNamesHidden, arePhonesHidden } = resume
  const hasNames = isOpen && !areNamesHidden
  const url = `${world.baseUrl}/resumes/${id}`
  return {
    id,
    last_name: hasNames ? person.lastName : null,
    first_name: hasNames ? person.firstName : null,
    middle_name: hasNames ? person.middleName : null,
    age: ageOf(person.birthDate, world.clock.now()),
    birth_date: person.birthDate,
    gender: { id: person.gender, name: person.gender === 'male' ? 'Мужской' : 'Женский' },
    area: { id: '1', name: person.area, url: `${world.baseUrl}/areas/1` },
    citizenship: [{ id: '113', name: 'Россия', url: `${world.baseUrl}/areas/113` }],
    photo:
      resume.hasPhoto && !areNamesHidden
        ? { small: `${world.baseUrl}/files/photo/small`, medium: `${world.baseUrl}/files/photo/medium` }
        : null,
    owner: {
      id: resume.applicantId,
      comments: {
        url: `${world.baseUrl}/applicant_comments/${resume.applicantId}`,
        counters: { total: [...world.comments.values()].filter((c) => c.applicantId === resume.applicantId).length },
      },
    },
    title: text.title,
    salary: text.salary === null ? null : { amount: text.salary, currency: 'RUR' },
    total_experience: text.jobs.length === 0 ? null : { months: monthsOf(text.jobs, world.clock.now()) },
    experience: text.jobs.map((job) => ({ ...job, area: null })),
    professional_roles: [],
    skill_set: text.skillSet,
    skills: text.skills,
    schedules: [{ id: 'fullDay', name: 'Полный день' }],
    employments: [{ id: 'full', name: 'Полная занятость' }],
    work_format: [],
    employment_form: [],
    relocation: { type: { id: 'no_relocation', name: 'не готов к переезду' }, area: [], district: [] },
    business_trip_readiness: { id: 'never', name: 'не готов к командировкам' },
    education: {
      level: text.studies.length > 0 ? { id: 'higher', name: 'Высшее' } : { id: 'secondary', name: 'Среднее' },
      primary: text.studies,
      additional: [],
      attestation: [],
      elementary: [],
    },
    language: text.languages.map(({ name, level }, index) => ({
      id: `lang-${String(index)}`,
      name,
      level: { id: 'b1', name: level },
    })),
    certificate: [],
    contact: isOpen ? contactsJson(resume) : [],
    site: [],
    portfolio: [],
    can_view_full_info: isOpen,
    view_without_contacts_reason: isOpen ? null : { id: 'no_available_service', name: 'Нет доступа к контактам' },
    contact_view_status: isOpen ? 'FULL' : 'NONE',
    contacts_open_until_date: null,
    hidden_fields: [
      ...(areNamesHidden ? [{ id: 'names_and_photo', name: 'ФИО и фото' }] : []),
      ...(arePhonesHidden ? [{ id: 'phones', name: 'Телефоны' }] : []),
    ],
    paid_services: [],
    actions: {
      download: downloadJson(url),
      ...(isOpen
        ? { download_with_contact: downloadJson(url) }
        : { get_with_contact: { url: `${url}?with_contact=true` } }),
    },
    download: downloadJson(url),
    created_at: hhDate(resume.createdAtMs),
    updated_at: hhDate(resume.updatedAtMs),
    alternate_url: `https://hh.ru/resume/${id}`,
    real_id: id,
    resume_locale: { id: 'RU', name: 'Русский' },
    marked: false,
    tags: [],
    favorited: false,
    complaint_status: null,
    negotiations_history: null,
    platform: { id: 'headhunter' },
  }
}

function contactsJson({ person, arePhonesHidden }: Resume) {
  const rest = { preferred: false, verified: true, comment: null, links: null }
  const digits = person.phone.replace(/\D/g, '')
  const phone = {
    kind: 'phone',
    type: { id: 'cell', name: 'Мобильный телефон' },
    contact_value: person.phone,
    value: { country: digits.slice(0, 1), city: digits.slice(1, 4), number: digits.slice(4), formatted: person.phone },
    ...rest,
    preferred: true,
  }
  const email = {
    kind: 'email',
    type: { id: 'email', name: 'Эл. почта' },
    contact_value: person.email,
    value: person.email,
    ...rest,
  }
  return arePhonesHidden ? [email] : [phone, email]
}

function downloadJson(url: string) {
  return { pdf: { url: `${url}/download/resume.pdf` }, rtf: { url: `${url}/download/resume.rtf` } }
}

function monthsOf(jobs: readonly Job[], nowMs: number): number {
  const total = jobs.reduce(
    (sum, { start, end }) => sum + (end === null ? nowMs : Date.parse(end)) - Date.parse(start),
    0,
  )
  return Math.round(total / MONTH_MS)
}
