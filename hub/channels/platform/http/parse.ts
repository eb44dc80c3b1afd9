import { readJson } from '#shared/lib/read-json'
import type { z } from 'zod'

import { err, ok, type Result } from '#shared/lib/result'

import type { Failure } from '../failure'
import type { HttpOutcome } from './outcome'

/** A 2xx answer that cannot be read: the request was accepted, what came of it is not known. */
export function parseAnswer<T>(outcome: HttpOutcome, schema: z.ZodType<T>): Result<T, Failure> {
  if (outcome.kind !== 'answer') return err(malformed('no answer'))
  const text = new TextDecoder().decode(outcome.bytes)
  const body = text === '' ? null : parseJson(text)
  if (body === undefined) return err(malformed('the answer is not JSON'))
  const parsed = schema.safeParse(body)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return err(malformed(`unexpected answer at ${issue?.path.join('.') ?? '?'}`))
}

/** `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function malformed(detail: string): Failure {
  return { kind: 'uncertain', cause: 'malformed', detail }
}

/** Parses a list one by one: what does not parse is given back for the log. */
export function parseEach<T>(
  items: readonly unknown[],
  schema: z.ZodType<T>,
): { readonly parsed: T[]; readonly failed: unknown[] } {
  const parsed: T[] = []
  const failed: unknown[] = []
  for (const item of items) {
    const result = schema.safeParse(item)
    if (result.success) parsed.push(result.data)
    else failed.push(item)
  }
  return { parsed, failed }
}
