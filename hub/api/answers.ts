import type { z } from 'zod'

import { restError } from '#shared/contract/rest'

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The described answers that every protected route may give. */
export const failures = {
  400: json(restError, 'The request did not parse.'),
  401: json(restError, 'The secret is missing or wrong.'),
  404: json(restError, 'No such thing.'),
}

export function problem(error: string, message: string) {
  return { error, message }
}
