import type { HubConnection } from '#shared/contract/ipc/hub'
import type { HubFetch } from './team/hub-fetch'

export type HubAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** The hub is away, did not answer in time, answered something that is not JSON, or knows the session no longer. */
  | { readonly kind: 'away' }

export interface HubClient {
  get(path: string, timeoutMs: number): Promise<HubAnswer>
  post(path: string, body: unknown, timeoutMs: number): Promise<HubAnswer>
}

const UNAUTHORISED = 401

/** Main's own few requests to the hub that it works with now. */
export function createHubClient(
  connection: () => HubConnection,
  doFetch: HubFetch,
  onUnauthorised: () => void,
): HubClient {
  const ask = async (path: string, init: RequestInit, timeoutMs: number): Promise<HubAnswer> => {
    const hub = connection()
    if (hub.kind !== 'ready') return { kind: 'away' }
    try {
      const answer = await doFetch(`${hub.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${hub.secret}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (answer.status === UNAUTHORISED) {
        // What waits to be told is told by whoever is signed in next as the same person.
        onUnauthorised()
        return { kind: 'away' }
      }
      return { kind: 'answered', status: answer.status, body: await answer.json() }
    } catch (error) {
      // No connection, not JSON, or a time-out: each fetch has errors of its own for them.
      if (error instanceof Error) return { kind: 'away' }
      throw error
    }
  }
  return {
    get: (path, timeoutMs) => ask(path, { method: 'GET' }, timeoutMs),
    post: (path, body, timeoutMs) => ask(path, { method: 'POST', body: JSON.stringify(body) }, timeoutMs),
  }
}
