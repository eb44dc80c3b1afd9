import type { HubNetwork } from './hub-network'

/** No proxy is on any way. */
export function directly(): Pick<HubNetwork, 'exchange' | 'fetch' | 'throughProxy'> {
  return {
    exchange: async (request) => (await import('./undici-exchange')).undiciExchange(request),
    fetch,
    throughProxy: () => Promise.resolve(null),
  }
}
