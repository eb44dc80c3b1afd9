import type { HubConnection } from '#shared/contract/ipc/hub'
import { err, ok, type Result } from '#shared/lib/result'

/** Why the hub did not do it; `Word`s are the hub's own reasons that the asker knows how to explain. */
export type HubFailure<Word extends string = never> =
  'away' | 'starting' | 'unauthorised' | 'rejected' | 'broken' | Word

export type Ask<Word extends string> = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Result<unknown, HubFailure<Word>>>

/** Connecting asks a platform for a token, which may be slow; a person waits in front of it. */
const TIMEOUT_MS = 20_000
const SERVER_ERROR = 500

/** Requests to the hub besides the sync. */
export function createAsk<Word extends string>(
  connection: () => HubConnection | null,
  send: typeof fetch,
  words: readonly Word[],
): Ask<Word> {
  return async (method, path, body) => {
    const hub = connection()
    if (hub === null || hub.kind === 'starting') return err('starting')
    if (hub.kind !== 'ready') return err('away')
    try {
      const reply = await send(hub.url + path, {
        method,
        headers: {
          authorization: `Bearer ${hub.secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (reply.status === 204) return ok(null)
      const answer: unknown = await reply.json()
      return reply.ok ? ok(answer) : err(failureOf(reply.status, answer, words))
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
        return err('away')
      throw error
    }
  }
}

function failureOf<Word extends string>(status: number, answer: unknown, words: readonly Word[]): HubFailure<Word> {
  const said = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null
  const known = words.find((word) => word === said)
  if (known !== undefined) return known
  if (status === 401) return 'unauthorised'
  return status >= SERVER_ERROR ? 'broken' : 'rejected'
}
