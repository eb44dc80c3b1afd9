import { z } from 'zod'

/** The platform's answers (facts/avito-jobs.md §1–3). Unknown fields are let through and ignored. */
const text = z.string().nullish().catch(null)
const rfc3339 = z.string().transform((value, context) => {
  const ms = Date.parse(value)
  if (Number.isFinite(ms)) return ms
  context.addIssue('not a time')
  return z.NEVER
})
const idOfAd = z.union([z.number(), z.string()]).transform(String)

/** Items are parsed one by one, so that one strange item does not hide the others. */
const items = z.array(z.unknown())

/** The specification's illustration has a bare array, its schema an object: both are taken. */
export const listAnswer = z.union([
  items.transform((applies) => ({ applies })),
  z.object({ applies: items.nullish() }).transform(({ applies }) => ({ applies: applies ?? [] })),
])
export const listedApplication = z.object({ id: z.string().min(1), created_at: rfc3339, updated_at: rfc3339 })

export const wireApplication = z.object({
  id: z.string().min(1),
  vacancy_id: idOfAd,
  state: z.string().catch(''),
  type: z.string().catch(''),
  created_at: rfc3339,
  updated_at: rfc3339,
  applicant: z
    .object({
      id: text,
      resume_id: z.union([z.string(), z.number()]).nullish().catch(null),
      data: z
        .object({
          name: text,
          full_name: z.object({ last_name: text, first_name: text, patronymic: text }).nullish().catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  contacts: z
    .object({
      chat: z.object({ value: text }).nullish().catch(null),
      phones: z
        .array(z.object({ value: z.union([z.string(), z.number()]).nullish() }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  prevalidation: z
    .object({ summary: z.array(z.object({ label: text, value: text })).nullish() })
    .nullish()
    .catch(null),
})
export type WireApplication = z.output<typeof wireApplication>

export const statesAnswer = z.object({
  states: z.array(z.object({ slug: z.string(), description: z.string().catch('') })),
})

export const hooksAnswer = z.object({ webhooks: z.array(z.object({ url: z.string() })).nullish() })

export const vacanciesAnswer = items
export const wireVacancy = z.object({ id: idOfAd, title: z.string(), url: text })

const words = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)))
  .catch('')
const wordList = z.array(z.string()).nullish().catch(null)

export const wireResume = z.object({
  title: words,
  description: words,
  url: text,
  salary: z.number().nullish().catch(null),
  update_time: rfc3339.nullish().catch(null),
  address_details: z.object({ address: text, location: text, metro: text }).nullish().catch(null),
  photos: z
    .array(z.object({ url: z.string() }))
    .nullish()
    .catch(null),
  params: z
    .object({
      age: z.coerce.number().nullish().catch(null),
      pol: text,
      nationality: words,
      education: words,
      schedule: words,
      moving: words,
      ability_to_business_trip: words,
      driver_licence: words,
      driver_licence_category: wordList,
      razreshenie_na_rabotu_v_rossii: words,
      address: words,
      education_list: z
        .array(z.object({ institution: words, specialty: words, education_stop: words }))
        .nullish()
        .catch(null),
      experience_list: z
        .array(
          z.object({ company: words, position: words, responsibilities: words, work_start: words, work_finish: words }),
        )
        .nullish()
        .catch(null),
      language_list: z
        .array(z.object({ language: words, language_level: words }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
})
export type WireResume = z.output<typeof wireResume>

/**
 * What is posted is not documented: the id is looked for under the names that receivers are known to read
 * (facts §1, «Payload is not in the spec»).
 */
export const applicationEvent = z
  .object({ applyId: z.string().optional(), apply_id: z.string().optional(), id: z.string().optional() })
  .transform(({ applyId, apply_id: applyId2, id }) => applyId ?? applyId2 ?? id ?? null)
