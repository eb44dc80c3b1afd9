import type { HubConnection } from '#shared/contract/ipc/hub'

export type HubAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** The hub is away, did not answer in time, or answered something that is not JSON. */
  | { readonly kind: 'away' }

export interface HubClient {
  get(path: string, timeoutMs: number): Promise<HubAnswer>
  post(path: string, body: unknown, timeoutMs: number): Promise<HubAnswer>
}

/** Main's own few requests to the hub that runs now. */
export function createHubClient(connection: () => HubConnection, doFetch: typeof fetch = fetch): HubClient {
  const ask = async (path: string, init: RequestInit, timeoutMs: number): Promise<HubAnswer> => {
    const hub = connection()
    if (hub.kind !== 'ready') return { kind: 'away' }
    try {
      const answer = await doFetch(`${hub.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${hub.secret}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { kind: 'answered', status: answer.status, body: await answer.json() }
    } catch (error) {
      // fetch rejects with TypeError (no connection), SyntaxError (not JSON) or a DOMException (time-out).
      if (error instanceof Error) return { kind: 'away' }
      throw error
    }
  }
  return {
    get: (path, timeoutMs) => ask(path, { method: 'GET' }, timeoutMs),
    post: (path, body, timeoutMs) => ask(path, { method: 'POST', body: JSON.stringify(body) }, timeoutMs),
  }
}
