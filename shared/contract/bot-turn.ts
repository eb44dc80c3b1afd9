import { z } from 'zod'

import { personReceiver } from './cases'
import { channelKind } from './entities'
import { botId, caseId, messageId } from './ids'

/** What the hub asks an HTTP bot, and what it takes as an answer: the contract with the company's endpoint. */

export const BOT_SIGNATURE_HEADER = 'x-otklik-signature'
export const BOT_TURN_HEADER = 'idempotency-key'
const MAX_BOT_MESSAGES = 10
const MAX_BOT_TEXT = 4000

const said = z.object({
  id: messageId,
  /** Milliseconds since 1970 in UTC. */
  atMs: z.number().int(),
  from: z.enum(['client', 'company', 'bot', 'rule']).meta({
    description: '`company`: a person under the company’s account. `rule`: an auto-answer or a closing text.',
  }),
  kind: z.string().meta({ description: '`text`, `image`, `voice`, `response`, …; others may come.' }),
  text: z.string().nullable().meta({ description: 'Null for what is no text.' }),
})

export const botTurn = z.object({
  version: z.literal(1),
  turnId: z.uuid().meta({ description: 'The same in every repeat of this question; also in `Idempotency-Key`.' }),
  bot: z.object({ id: botId, name: z.string() }),
  case: z.object({ id: caseId, number: z.number().int(), openedAtMs: z.number().int() }),
  channel: z.object({ kind: channelKind, name: z.string() }),
  client: z.object({
    id: z.uuid(),
    name: z.string().meta({ description: 'Empty where the channel tells none.' }),
    phone: z.string().nullable().meta({ description: 'E.164.' }),
  }),
  subject: z
    .object({ kind: z.enum(['item', 'vacancy', 'resume']), title: z.string(), url: z.string().nullable() })
    .nullable()
    .meta({ description: 'The ad or vacancy that the conversation is about.' }),
  message: said.nullable().meta({ description: 'The newest word of the client.' }),
  history: z.array(said).meta({ description: 'What was said in this case before it, oldest first; at most 50.' }),
})
export type BotTurn = z.input<typeof botTurn>

/** Half of a character and the NUL are nobody's words, and no database keeps them. */
const botText = z
  .string()
  .max(MAX_BOT_TEXT)
  .overwrite((text) => text.replace(/\p{Surrogate}|\0/gu, '').trim())
  .min(1)

export const botAnswer = z.object({
  turnId: z
    .uuid()
    .optional()
    .meta({ description: 'Which question is answered. May be left out; that of another question is no answer.' }),
  messages: z
    .array(z.object({ text: botText }))
    .max(MAX_BOT_MESSAGES)
    .default([])
    .meta({ description: 'Sent to the client in this order. What is longer than the channel allows goes in parts.' }),
  action: z.enum(['wait', 'handOver', 'close']).meta({
    description: '`wait` for the client’s next word, `handOver` to people, or `close` the case.',
  }),
  to: personReceiver
    .optional()
    .meta({ description: 'To whom; without it, or where nobody has that id, to the fallback of the channel.' }),
})
export type BotAnswer = z.output<typeof botAnswer>
