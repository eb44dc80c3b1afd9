import type { FileId } from '#shared/domain/ids'
import type { Resume } from '#shared/domain/job-response'

import type { WireResume } from './schemas'

const SITE = 'https://www.avito.ru'

/** The platform's slugs; its other fields are words already. */
const SCHEDULES = new Map([
  ['flyInFlyOut', 'Вахта'],
  ['partTime', 'Неполный день'],
  ['fullDay', 'Полный день'],
  ['flexible', 'Плавающий'],
  ['shift', 'Сменный'],
  ['remote', 'Удалённая работа'],
  ['fiveDay', 'Пятидневная рабочая неделя'],
  ['sixDay', 'Шестидневная рабочая неделя'],
])

export function mapResume(wire: WireResume, photoFileIds: readonly FileId[]): Resume {
  const { params, address_details: place } = wire
  const schedule = params?.schedule ?? ''
  return {
    title: wire.title,
    description: wire.description,
    url: urlOf(wire.url ?? null),
    salary: wire.salary ?? null,
    updatedAtMs: wire.update_time ?? null,
    address: place?.address ?? (joined([place?.location, place?.metro]) || (params?.address ?? '')),
    age: params?.age ?? null,
    gender: params?.pol === 'Мужской' ? 'male' : params?.pol === 'Женский' ? 'female' : null,
    nationality: params?.nationality ?? '',
    education: params?.education ?? '',
    schedule: SCHEDULES.get(schedule) ?? schedule,
    moving: params?.moving ?? '',
    businessTrips: params?.ability_to_business_trip ?? '',
    driverLicence: licenceOf(params?.driver_licence ?? '', params?.driver_licence_category ?? []),
    workPermit: params?.razreshenie_na_rabotu_v_rossii ?? '',
    experience: (params?.experience_list ?? []).map((job) => ({
      company: job.company,
      position: job.position,
      responsibilities: job.responsibilities,
      from: job.work_start,
      to: job.work_finish,
    })),
    studies: (params?.education_list ?? []).map(({ institution, specialty, education_stop: year }) =>
      joined([institution, specialty, year]),
    ),
    languages: (params?.language_list ?? []).map(({ language, language_level: level }) => joined([language, level])),
    photoFileIds,
  }
}

function licenceOf(has: string, categories: readonly string[]): string {
  return joined([has, categories.map((category) => category.toUpperCase()).join(', ')])
}

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ')
}

/** The platform writes the path only. */
function urlOf(path: string | null): string | null {
  if (path === null || path === '') return null
  return path.startsWith('/') ? `${SITE}${path}` : path
}
