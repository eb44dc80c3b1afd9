import { net } from 'electron'

export type HubFetch = (url: string, init?: RequestInit) => Promise<Response>

/**
 * Over TLS by Chromium's own network stack, so that main trusts the same certificates and goes through the same proxy
 * as the windows do. A redirect is no hub: a token must never follow one.
 */
export const hubFetch: HubFetch = (url, init) =>
  url.startsWith('https:')
    ? net.fetch(url, { ...init, credentials: 'omit', redirect: 'error' })
    : fetch(url, { ...init, redirect: 'error' })
