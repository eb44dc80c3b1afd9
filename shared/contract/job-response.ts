import { z } from 'zod'

import type { JobResponse, Resume } from '../domain/job-response'
import { fileId } from './ids'

const text = z.string()

const resume = z.object({
  title: text,
  description: text,
  url: text.nullable(),
  salary: z.number().nullable(),
  currency: text.optional(),
  updatedAtMs: z.number().int().nullable(),
  address: text,
  age: z.number().nullable(),
  gender: z.enum(['male', 'female']).nullable(),
  nationality: text,
  education: text,
  schedule: text,
  moving: text,
  businessTrips: text,
  driverLicence: text,
  workPermit: text,
  experience: z
    .array(z.object({ company: text, position: text, responsibilities: text, from: text, to: text }))
    .readonly(),
  studies: z.array(text).readonly(),
  languages: z.array(text).readonly(),
  photoFileIds: z.array(fileId).readonly(),
}) satisfies z.ZodType<Resume>

export const jobResponse = z.object({
  externalId: text,
  vacancy: z.object({ externalId: text, title: text, url: text.nullable() }),
  fullName: text,
  position: text.nullable(),
  phones: z.array(text).readonly(),
  respondedAtMs: z.number().int(),
  how: z.enum(['chat', 'phone']),
  stage: z.object({ slug: text, title: text }).nullable(),
  answers: z.array(z.object({ label: text, value: text })).readonly(),
  resume: resume.nullable(),
}) satisfies z.ZodType<JobResponse>
