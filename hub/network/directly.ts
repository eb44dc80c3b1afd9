import type { HubNetwork } from './hub-network'

/** No proxy is on any way. */
export function directly(): Pick<HubNetwork, 'fetch' | 'throughProxy'> {
  return { fetch, throughProxy: () => Promise.resolve(null) }
}
