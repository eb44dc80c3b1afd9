import { net } from 'electron'

export type HubFetch = (url: string, init?: RequestInit) => Promise<Response>

/** What keeps main from the hub, as far as a person can do something about it. */
export type NoWay = 'unreachable' | 'certificate' | 'notHub'

/**
 * Over TLS by Chromium's own network stack, so that main trusts the same certificates and goes through the same proxy
 * as the windows do. A redirect is no hub: a token must never follow one.
 */
export const hubFetch: HubFetch = (url, init) =>
  url.startsWith('https:')
    ? net.fetch(url, { ...init, credentials: 'omit', redirect: 'error' })
    : fetch(url, { ...init, redirect: 'error' })

/** Chromium names its failures `net::ERR_…`; Node's fetch has them in `cause`. Anything else is no answer either. */
export function noWayOf(error: Error): NoWay {
  if (error.message.includes('ERR_CERT_')) return 'certificate'
  // TLS was spoken to something that does not speak it, or that leads elsewhere.
  return /ERR_SSL_|REDIRECT|redirect/.test(`${error.message} ${causeOf(error)}`) ? 'notHub' : 'unreachable'
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? cause.message : ''
}
