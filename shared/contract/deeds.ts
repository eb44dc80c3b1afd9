import { z } from 'zod'

/** What a desk asks of a channel before an agent moves, invites or begins (spec M2, M5, M13). */

const named = z.object({ externalId: z.string(), title: z.string() })

/**
 * `GET /api/chats/{chatId}/stages`: where the response can be moved now, in the channel's order. `template`: the words
 * that go with it, with fields in braces where they are ours; `from` says whose they are.
 */
export const stagesReply = z.object({
  current: named.nullable(),
  vacancy: named,
  /**
   * Why no words can go to the client with any of the moves now: too many messages without an answer, too many
   * altogether, closed. Moves that need words are left out then.
   */
  wordless: z.enum(['unanswered', 'full', 'closed']).nullable(),
  moves: z
    .array(
      z.object({
        externalId: z.string(),
        title: z.string(),
        stageTitle: z.string(),
        message: z.enum(['none', 'optional', 'required']),
        template: z.object({ text: z.string(), from: z.enum(['vacancy', 'allVacancies', 'channel']) }).nullable(),
      }),
    )
    .readonly(),
})
export type StagesReply = z.output<typeof stagesReply>

/** `GET /api/chats/{chatId}/vacancies`: those that are published now. */
export const vacanciesReply = z.object({
  vacancies: z.array(z.object({ ...named.shape, url: z.string().nullable() })).readonly(),
})
export type VacanciesReply = z.output<typeof vacanciesReply>

/** `GET /api/chats/{chatId}/candidate`, `GET /api/channels/{channelId}/candidates`: may one write to this person first? */
export const candidateReply = z.object({
  candidate: z.object({
    externalId: z.string(),
    fullName: z.string(),
    position: z.string().nullable(),
    phones: z.array(z.string()).readonly(),
    hasOpenContacts: z.boolean(),
    url: z.string().nullable(),
  }),
})
export type CandidateReply = z.output<typeof candidateReply>

/** An address of a résumé, or its id. */
export const candidateQuery = z.object({ reference: z.string().trim().min(1).max(500) })
