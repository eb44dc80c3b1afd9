import { z } from 'zod'

import { lifetimeSeconds, unixSeconds } from '../../platform/wire-time'

/** The platform's answers (facts file, sections 2 and 3). Unknown fields are let through and ignored. */
const id = z.number()

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: lifetimeSeconds.default(86_400),
  refresh_token: z.string().min(1).optional(),
})

export const accountAnswer = z.object({
  id,
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  profile_url: z.string().nullish(),
})

const sizes = z.record(z.string(), z.string())

const wireUser = z.object({
  id,
  name: z.string().nullish(),
  public_user_profile: z
    .object({ avatar: z.object({ default: z.string().nullish(), images: sizes.nullish() }).nullish() })
    .nullish()
    .catch(null),
})

const wireContext = z.object({
  type: z.string(),
  value: z.object({
    id: id.nullish(),
    title: z.string().nullish(),
    price_string: z.string().nullish(),
    url: z.string().nullish(),
    user_id: id.nullish(),
    images: z.object({ main: sizes.nullish() }).nullish().catch(null),
  }),
})

export const wireChat = z.object({
  id: z.string().min(1),
  created: unixSeconds.catch(0),
  updated: unixSeconds.catch(0),
  context: wireContext.nullish().catch(null),
  users: z.array(wireUser).catch([]),
  last_message: z
    .object({ id: z.string(), created: unixSeconds.nullish(), type: z.string().nullish(), read: unixSeconds.nullish() })
    .nullish()
    .catch(null),
})
export type WireChat = z.output<typeof wireChat>

/** Items are parsed one by one, so that one strange chat does not hide the others. */
export const chatsAnswer = z.object({
  chats: z.array(z.unknown()).nullish(),
  meta: z.object({ has_more: z.boolean().nullish() }).nullish(),
})

const wireQuote = z.object({ author_id: id.nullish(), type: z.string(), content: z.unknown() })

export const wireMessage = z.object({
  id: z.string().min(1),
  author_id: id.nullish().catch(null),
  created: unixSeconds,
  direction: z.enum(['in', 'out']).nullish().catch(null),
  type: z.string().catch('unknown'),
  content: z.unknown(),
  is_read: z.boolean().nullish().catch(null),
  read: unixSeconds.nullish().catch(null),
  quote: wireQuote.nullish().catch(null),
})
export type WireMessage = z.output<typeof wireMessage>

/** The specification has a bare array, live clients an object: both are taken. */
export const messagesAnswer = z.union([
  z.array(z.unknown()).transform((messages) => ({ messages, hasMore: null as boolean | null })),
  z
    .object({ messages: z.array(z.unknown()).nullish(), meta: z.object({ has_more: z.boolean().nullish() }).nullish() })
    .transform((body) => ({ messages: body.messages ?? [], hasMore: body.meta?.has_more ?? null })),
])

export const sentAnswer = z.object({ id: z.string().min(1), created: unixSeconds })
export const uploadAnswer = z.record(z.string(), sizes)
export const voicesAnswer = z.object({ voices_urls: z.record(z.string(), z.string()).nullish() })
export const subscriptionsAnswer = z.object({ subscriptions: z.array(z.object({ url: z.string() })).nullish() })
/** Answers whose content does not matter. */
export const anyAnswer = z.unknown()

export const webhookEvent = z.object({
  payload: z.object({
    type: z.string(),
    value: z.object({ id: z.string(), chat_id: z.string().min(1), user_id: id }),
  }),
})

export const contents = {
  text: z.object({ text: z.string() }),
  image: z.object({ image: z.object({ sizes }) }),
  link: z.object({
    link: z.object({
      text: z.string().nullish(),
      url: z.string(),
      preview: z.object({ title: z.string().nullish(), description: z.string().nullish() }).nullish().catch(null),
    }),
  }),
  item: z.object({
    item: z.object({
      title: z.string(),
      price_string: z.string().nullish(),
      item_url: z.string().nullish(),
      image_url: z.string().nullish(),
    }),
  }),
  location: z.object({
    location: z.object({ title: z.string().nullish(), text: z.string().nullish(), lat: z.number(), lon: z.number() }),
  }),
  call: z.object({ call: z.object({ status: z.string() }) }),
  voice: z.object({ voice: z.object({ voice_id: z.string().min(1) }) }),
} as const
