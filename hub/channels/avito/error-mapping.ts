import { readJson } from '#shared/lib/read-json'

import { failureOfOutcome, failureOfStatus, type Failure } from '../platform/failure'
import type { HttpAnswer, HttpOutcome } from '../platform/http/outcome'

/** `null`: a 2xx answer. The one place that knows what a status or a network error means. */
export function failureOf(outcome: HttpOutcome): Failure | null {
  return failureOfOutcome(outcome, failureOfAnswer)
}

function failureOfAnswer(answer: HttpAnswer): Failure {
  const { status, bytes } = answer
  if (status === 401 || status === 403) return { kind: 'unauthorised', status }
  if (status === 402) return { kind: 'tariff' }
  return failureOfStatus(answer, errorText(bytes))
}

/** The documented body: `{"error":{"code","message","fields"}}`. Anything else is not quoted. */
function errorText(bytes: Uint8Array): string | null {
  try {
    const body = readJson(new TextDecoder().decode(bytes)) as {
      error?: { message?: unknown; fields?: unknown }
    } | null
    const message = typeof body?.error?.message === 'string' ? body.error.message : null
    const fields =
      typeof body?.error?.fields === 'object' && body.error.fields !== null ? Object.entries(body.error.fields) : []
    const parts = [
      message,
      ...fields.map(([name, text]) => `${name}: ${typeof text === 'string' ? text : JSON.stringify(text)}`),
    ].filter((part) => part !== null)
    return parts.length > 0 ? parts.join('; ').slice(0, 300) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
