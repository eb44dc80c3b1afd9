import type { z } from 'zod'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { authoriseReply, connectChannelReply, connectChannelRequest } from '#shared/contract/rest'
import type { ChannelId } from '#shared/domain/ids'
import { err, ok, type Result } from '#shared/lib/result'

/** Why the hub did not do it; the catalogue has a sentence for each. */
export type RestFailure =
  'away' | 'starting' | 'unauthorised' | 'insecureAddress' | 'unknownChannel' | 'rejected' | 'broken'

export type ConnectRequest = z.input<typeof connectChannelRequest>
export type ConnectReply = z.output<typeof connectChannelReply>
export type AuthoriseReply = z.output<typeof authoriseReply>

export interface HubRest {
  readonly connectChannel: (request: ConnectRequest) => Promise<Result<ConnectReply, RestFailure>>
  readonly authorise: (id: ChannelId) => Promise<Result<AuthoriseReply, RestFailure>>
  readonly disconnect: (id: ChannelId) => Promise<Result<null, RestFailure>>
}

/** Connecting asks the platform for a token, which may be slow; a person waits in front of it. */
const TIMEOUT_MS = 20_000

/** The administrator's requests to the hub. Rows of channels come by the sync, not from here. */
export function createHubRest(connection: () => HubConnection | null, send: typeof fetch): HubRest {
  async function ask(method: string, path: string, body?: unknown): Promise<Result<unknown, RestFailure>> {
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
      return reply.ok ? ok(answer) : err(failureOf(reply.status, answer))
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
        return err('away')
      throw error
    }
  }

  return {
    // The hub is of the same build and answers by the same schemas, checked on its side.
    connectChannel: async (request) =>
      (await ask('POST', '/api/channels', request)) as Result<ConnectReply, RestFailure>,
    authorise: async (id) =>
      (await ask('POST', `/api/channels/${id}/authorise`)) as Result<AuthoriseReply, RestFailure>,
    disconnect: async (id) => (await ask('DELETE', `/api/channels/${id}`)) as Result<null, RestFailure>,
  }
}

const SERVER_ERROR = 500

function failureOf(status: number, answer: unknown): RestFailure {
  const word = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null
  if (word === 'insecureAddress' || word === 'unknownChannel') return word
  if (status === 401) return 'unauthorised'
  return status >= SERVER_ERROR ? 'broken' : 'rejected'
}
