import type { FileId } from '#shared/domain/ids'
import type { Resume } from '#shared/domain/job-response'

import type { WireResume } from './schemas'

/** The platform's own code; in roubles nothing is said. */
const ROUBLE = 'RUR'

/** Facts/hh.md §8. What has no place of its own (key skills) stands in the description. */
export function mapResume(wire: WireResume, photoFileIds: readonly FileId[]): Resume {
  const { salary, gender, education } = wire
  const currency = salary?.currency ?? ROUBLE
  return {
    title: wire.title,
    description: joined([wire.skills, (wire.skill_set ?? []).join(', ')], '\n\n'),
    url: wire.alternate_url ?? null,
    salary: salary?.amount ?? null,
    ...(salary && currency !== ROUBLE ? { currency } : {}),
    updatedAtMs: wire.updated_at ?? null,
    address: wire.area?.name ?? '',
    age: wire.age ?? null,
    gender: gender?.id === 'male' || gender?.id === 'female' ? gender.id : null,
    nationality: namesOf(wire.citizenship),
    education: education?.level?.name ?? '',
    schedule: joined([namesOf(wire.schedules), namesOf(wire.employments)]),
    moving: wire.relocation?.type?.name ?? '',
    businessTrips: wire.business_trip_readiness?.name ?? '',
    driverLicence: '',
    workPermit: '',
    experience: (wire.experience ?? []).map(({ company, position, description, start, end }) => ({
      company,
      position,
      responsibilities: description,
      from: start,
      to: end,
    })),
    studies: (education?.primary ?? []).map(({ name, organization, result, year }) =>
      joined([name, organization, result, year == null ? '' : String(year)]),
    ),
    languages: (wire.language ?? []).map(({ name, level }) => joined([name, level?.name ?? ''])),
    photoFileIds,
  }
}

/** Sizes are named, not measured: the last is the largest of the documented two. */
export function photoOf({ photo }: WireResume): string | null {
  const url = photo?.['medium'] ?? photo?.['small']
  return typeof url === 'string' ? url : null
}

function namesOf(list: readonly { readonly name: string }[] | null | undefined): string {
  return joined((list ?? []).map(({ name }) => name))
}

function joined(parts: readonly string[], separator = ', '): string {
  return parts.filter((part) => part !== '').join(separator)
}
