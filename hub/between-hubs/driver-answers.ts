import { z } from 'zod'

import { sendFailure } from '#shared/contract/entities'

/** Answers of a driver (channels/channel.ts) as another hub tells them. */
function answerOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ok'), value }),
    z.object({ kind: z.literal('notFound') }),
    z.object({ kind: z.literal('unreadable') }),
    z.object({ kind: z.literal('viewLimit') }),
    z.object({ kind: z.literal('refused'), reason: sendFailure, detail: z.string().nullable() }),
    z.object({ kind: z.literal('unavailable'), detail: z.string() }),
  ])
}

export const candidateAnswer = answerOf(
  z.object({
    externalId: z.string(),
    fullName: z.string(),
    position: z.string().nullable(),
    phones: z.array(z.string()),
    hasOpenContacts: z.boolean(),
    url: z.string().nullable(),
  }),
)

export const vacanciesAnswer = answerOf(
  z.array(z.object({ externalId: z.string(), title: z.string(), url: z.string().nullable() })),
)

export const stageMovesAnswer = answerOf(
  z.object({
    current: z.object({ externalId: z.string(), title: z.string() }).nullable(),
    wordless: z.enum(['unanswered', 'full', 'closed']).nullable(),
    moves: z.array(
      z.object({
        externalId: z.string(),
        title: z.string(),
        stageTitle: z.string(),
        message: z.enum(['none', 'optional', 'required']),
        template: z.string().nullable(),
      }),
    ),
  }),
)

export const consentAddress = z.string().nullable()

export const consentResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('authorised') }),
  z.object({ kind: z.literal('declined') }),
  z.object({ kind: z.literal('failed'), detail: z.string() }),
])
