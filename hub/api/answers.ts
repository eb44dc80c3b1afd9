import { z } from 'zod'

import { sessionEnded, type SessionEnd } from '#shared/contract/accounts'
import { restError } from '#shared/contract/rest'

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The described answers that every protected route may give. */
export const failures = {
  400: json(restError, 'The request did not parse.'),
  401: json(z.union([restError, sessionEnded]), 'Nobody has signed in, or the session is over.'),
  403: json(restError, 'Not for the role of whoever asks.'),
  404: json(restError, 'No such thing.'),
}

/** What the hub that works for the channel has to say may not come. */
export const noAnswer = {
  503: json(restError, 'No hub works for the channel at this moment, or it did not answer. Ask again in some seconds.'),
}

export function problem(error: string, message: string) {
  return { error, message }
}

export function sessionOver(reason: SessionEnd): z.output<typeof sessionEnded> {
  return { error: 'sessionEnded', message: `The session is over: ${reason}. Sign in again.`, reason }
}
