import { z } from 'zod'

import { lifetimeSeconds } from '../../platform/wire-time'

/** The platform's answers (facts/hh.md). Unknown fields are let through and ignored. */
const text = z.string().nullish().catch(null)
const words = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
  .catch('')
/** Ids are strings, but for `chat_id` of a response, which is a number (§1). */
const id = z.union([z.string().min(1), z.number()]).transform(String)
/** `2026-01-10T11:00:00+0300`: no colon in the zone. */
const time = z.string().transform((value, context) => {
  const ms = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  if (Number.isFinite(ms)) return ms
  context.addIssue('not a time')
  return z.NEVER
})
const named = z.object({ id, name: words })
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null)
const namesOf = z
  .array(z.object({ name: words }))
  .nullish()
  .catch(null)
/** Items are parsed one by one, so that one strange item does not hide the others. */
const items = z.array(z.unknown()).catch([])

export const anyAnswer = z.unknown()
/** Answers without a body, and those whose body is a page. */
export const errorBody = z.object({
  errors: z
    .array(z.object({ type: words, value: text, reason: text, captcha_url: text }))
    .nullish()
    .catch(null),
  description: text,
  bad_argument: text,
  oauth_error: text,
})
export type ErrorBody = z.output<typeof errorBody>

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: lifetimeSeconds.default(1_209_600),
})
export const tokenRefusal = z.object({ error: words, error_description: words })

export const meAnswer = z.object({
  id,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  employer: maybe(z.object({ id, name: text, manager_id: maybe(id) })),
  manager: maybe(z.object({ id })),
})

export const pageAnswer = z.object({ pages: z.number().catch(1), items })

export const wireVacancy = z.object({
  id,
  name: z.string(),
  alternate_url: text,
  has_updates: z.boolean().nullish().catch(null),
  counters: z.record(z.string(), z.unknown()).nullish().catch(null),
})
export type WireVacancy = z.output<typeof wireVacancy>

export const wireAction = z.object({
  id,
  name: words,
  method: words,
  url: z.string(),
  enabled: z.boolean().catch(true),
  hidden: z.boolean().catch(false),
  arguments: z.array(z.object({ id: z.string(), required: z.boolean().catch(false) })).catch([]),
  resulting_employer_state: maybe(named),
  templates: z.array(z.object({ url: text })).catch([]),
  sub_actions: items,
})
export type WireAction = z.output<typeof wireAction>

/** In the list with `resume_id`: whether the person can be invited to it, and how. */
export const wireInvitable = wireVacancy.extend({
  can_invite: z.boolean().nullish().catch(null),
  employer_negotiations_state: maybe(named),
  negotiations_actions: items,
})

const collection = z.object({
  id,
  url: z.string(),
  order_types: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(null),
})
export const collectionsAnswer = z.object({
  collections: z.array(collection.extend({ sub_collections: z.array(collection).nullish().catch(null) })),
})
export type WireCollection = z.output<typeof collection>

const shortResume = z.object({
  id,
  title: words,
  first_name: text,
  last_name: text,
  middle_name: text,
  alternate_url: text,
})
export type WireShortResume = z.output<typeof shortResume>

export const wireTopic = z.object({
  id,
  chat_id: maybe(id),
  state: maybe(named),
  employer_state: named,
  funnel_stage: maybe(z.object({ id, state: maybe(named), substate: maybe(named) })),
  created_at: time,
  updated_at: time,
  messaging_status: text,
  source: text,
  actions: items,
  chat_bot: maybe(z.object({ auto_survey: maybe(z.object({ text })) })),
  resume: maybe(shortResume),
  vacancy: maybe(wireVacancy),
})
export type WireTopic = z.output<typeof wireTopic>

export const templateAnswer = z.object({ mail: maybe(z.object({ text })) })

const sender = maybe(z.object({ name: text, role: text, is_current_participant: z.boolean().catch(false) }))
const attachment = z.object({ title: words, content_type: words, url: z.string() })
const payload = z
  .object({
    text,
    attachments: z.array(attachment).nullish().catch(null),
    moved_participant: maybe(z.object({ id, name: words })),
  })
  .catch({ text: null, attachments: null, moved_participant: null })

export const wireMessage = z.object({
  id,
  type: z.string().catch('SIMPLE'),
  creation_time: time,
  last_change_time: time.nullish().catch(null),
  can_edit: z.boolean().catch(false),
  payload,
  sender_display_info: sender,
  viewed_by_opponent: z.boolean().catch(false),
})
export type WireMessage = z.output<typeof wireMessage>

const chatBasics = z.object({
  id,
  type: z.string().catch('NEGOTIATION'),
  creation_time: time,
  display: z.object({ title: words }).catch({ title: '' }),
  unread_message_count: z.number().catch(0),
  block_reason: text,
  vacancy_id: maybe(id),
})

export const wireChatItem = chatBasics.extend({
  last_message: maybe(z.object({ id, creation_time: time, payload, viewed_by_opponent: z.boolean().catch(false) })),
})
export type WireChatItem = z.output<typeof wireChatItem>

export const chatAnswer = chatBasics.extend({
  has_more: z.boolean().catch(false),
  messages: items,
  chat_states: maybe(z.object({ write_message_state: maybe(z.object({ allowed: z.boolean(), reason: text })) })),
})
export type WireChat = z.output<typeof chatAnswer>

export const wireParticipant = z.object({ id, name: words, role: text, resume_id: maybe(id) })
export const participantsAnswer = z.object({ items })

export const sentAnswer = z.object({ id })
/** Its body is not documented (§6, row 12). */
export const startedAnswer = z
  .object({ id: maybe(id) })
  .nullable()
  .catch(null)
export const conditionsAnswer = z.object({
  files_upload: z.object({ max_size: z.number(), mime_type: z.array(z.string()) }),
})
export const uploadLinkAnswer = z.object({ upload_url: z.string() })
export const uploadedAnswer = z.object({ upload_id: id })

export const subscriptionsAnswer = z.object({ items: z.array(z.object({ id, url: z.string() })) })

export const hookEvent = z.object({
  id: z.string().min(1),
  action_type: z.string(),
  user_id: z.string().nullish(),
  payload: z.object({ topic_id: maybe(id), chat_id: maybe(id), vacancy_id: maybe(id) }),
})

export const wireResume = z.object({
  id,
  first_name: text,
  last_name: text,
  middle_name: text,
  age: z.number().nullish().catch(null),
  gender: maybe(named),
  area: maybe(z.object({ name: words })),
  citizenship: namesOf,
  photo: z.record(z.string(), z.unknown()).nullish().catch(null),
  title: words,
  salary: maybe(z.object({ amount: z.number(), currency: text })),
  experience: z
    .array(z.object({ company: words, position: words, start: words, end: words, description: words }))
    .nullish()
    .catch(null),
  skill_set: z.array(z.string()).nullish().catch(null),
  skills: words,
  schedules: namesOf,
  employments: namesOf,
  relocation: maybe(z.object({ type: maybe(z.object({ name: words })) })),
  business_trip_readiness: maybe(z.object({ name: words })),
  education: maybe(
    z.object({
      level: maybe(z.object({ name: words })),
      primary: z
        .array(
          z.object({
            name: words,
            organization: words,
            result: words,
            year: z.union([z.string(), z.number()]).nullish().catch(null),
          }),
        )
        .nullish()
        .catch(null),
    }),
  ),
  language: z
    .array(z.object({ name: words, level: maybe(z.object({ name: words })) }))
    .nullish()
    .catch(null),
  contact: z
    .array(
      z.object({
        kind: text,
        type: maybe(z.object({ id: text })),
        contact_value: text,
        preferred: z.boolean().catch(false),
      }),
    )
    .nullish()
    .catch(null),
  contact_view_status: text,
  updated_at: time.nullish().catch(null),
  alternate_url: text,
})
export type WireResume = z.output<typeof wireResume>
