import type { Context } from 'hono'
import type { z } from 'zod'

import type { MangoContext } from '../context'
import { CODE } from '../model'
import type { MangoError } from '../mango-error'
import { refusal } from '../mango-error'
import { sign } from '../signature'

/** What the request says, once it is signed, within the limits and well-formed; else throws the platform's answer. */
export async function signedJson<T>(
  c: Context,
  { keys, lockout, limits }: MangoContext,
  method: string,
  schema: z.ZodType<T>,
): Promise<T> {
  lockout.check()
  limits.take(method)
  const invalid = (code: number): MangoError => {
    lockout.handleInvalid()
    return refusal(code)
  }
  if (c.req.method !== 'POST') throw invalid(CODE.notPost)
  const form = await c.req.parseBody()
  const { vpbx_api_key: key, sign: signature, json } = form
  if (typeof key !== 'string' || typeof signature !== 'string' || typeof json !== 'string')
    throw invalid(CODE.missingParameter)
  if (key !== keys.apiKey) throw invalid(CODE.wrongKey)
  if (signature !== sign(keys, json)) throw invalid(CODE.wrongSign)
  const parsed = schema.safeParse(parse(json))
  if (parsed.success) return parsed.data
  const isMissing = parsed.error.issues.some(
    ({ code, message }) => code === 'invalid_type' && /undefined/.test(message),
  )
  throw invalid(isMissing ? CODE.missingParameter : CODE.wrongFormat)
}

/** A refusal of what the request asks for; those of the class 3xxx count as invalid. */
export function refuse({ lockout }: MangoContext, code: number): MangoError {
  if (code >= 3000 && code < 4000) lockout.handleInvalid()
  return refusal(code)
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
