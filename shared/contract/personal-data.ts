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

/** `POST /api/chats/{chatId}/person/erase`, for administrators: 200 with what was erased; 409 `wrongConfirmation`. */
export const eraseRequest = z.object({ confirm: z.string().max(400) })
