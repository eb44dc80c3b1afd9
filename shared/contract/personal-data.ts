import { z } from 'zod'

/** What is kept of the person behind a conversation, over all channels (spec C9). */
export const keptOfPerson = z.object({
  /** `''`: a guest without a name. */
  name: z.string(),
  /** What has to be typed before anything is erased. */
  confirm: z.string(),
  phones: z.array(z.string()),
  conversations: z.number().int(),
  messages: z.number().int(),
  files: z.number().int(),
  calls: z.number().int(),
  cases: z.number().int(),
})
export type KeptOfPerson = z.output<typeof keptOfPerson>

/** `POST /api/chats/{chatId}/person/erase`, for administrators: 202 with how far it is; 409 `wrongConfirmation`. */
export const eraseRequest = z.object({ confirm: z.string().max(400) })

export const erasureParams = z.object({ erasureId: z.uuid() })

/** `GET /api/erasures/{erasureId}`: goes on whoever asks or not, also after a new start. Nobody is shown the client any more. */
export const erasureView = z.object({
  id: z.uuid(),
  /** Messages, calls and files. */
  total: z.number().int(),
  done: z.number().int(),
  /** `null`: under way. */
  endedAtMs: z.number().int().nullable(),
})
export type ErasureView = z.output<typeof erasureView>

/**
 * `POST /api/accounts/{agentId}/erase`, for administrators: what is personal of a colleague who has left. 404
 * `unknownAgent`; 409 `yourself`, `lastAdministrator`, `notClosed`, `wrongConfirmation`. Asked again, the same answer.
 */
export const eraseColleagueRequest = z.object({
  /** Their name. */
  confirm: z.string().max(400),
  /** Of the name that they bear from then on. */
  language: z.enum(['ru', 'en']),
})
/** Under which cases, messages and reports go on to tell of them. */
export const erasedColleague = z.object({ name: z.string() })
