import { isIP } from 'node:net'

import { parseUrl } from '../parse-url'

/** Of the open internet, or besides, for tests alone, one on this computer without encryption. */
export type PushServices = 'public' | 'localToo'

const MAX_LENGTH = 2000

/**
 * A browser names the push service's address, and the hub is to speak to it: a stranger's wish. A push service has a name,
 * speaks https on its own port, and is never a number or a name of the company's network. `null`: it is none.
 */
export function pushAddressOf(endpoint: string, services: PushServices): URL | null {
  const url = endpoint.length > MAX_LENGTH ? null : parseUrl(endpoint)
  if (!url) return null
  if (url.username !== '' || url.password !== '' || url.hash !== '') return null
  if (services === 'localToo' && isLocal(url)) return url
  const isNamed = isIP(url.hostname) === 0 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)
  return url.protocol === 'https:' && url.port === '' && isNamed ? url : null
}

export function isLocal({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname === '127.0.0.1'
}
