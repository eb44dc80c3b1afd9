import { net } from 'electron'

import { knock } from '../../network/client-certificates'
import { freshLimit, passProxy } from '../../network/pass-proxy'

export type HubFetch = (url: string, init?: RequestInit) => Promise<Response>

const PROXY_WANTS_LOGIN = 407
const OWN_HUB = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/

/**
 * By Chromium's own network stack, so that main trusts the same certificates and goes through the same proxy as the
 * windows do. A redirect is no hub: a token must never follow one.
 */
export const hubFetch: HubFetch = async (url, init) => {
  if (OWN_HUB.test(url)) return fetch(url, { ...init, redirect: 'error' })
  const reply = await withCertificate(url, init)
  // The proxy has kept it: nothing has reached the hub.
  if (reply.status !== PROXY_WANTS_LOGIN || !(await passProxy(url))) return reply
  return withCertificate(url, { ...init, signal: freshLimit() })
}

/** Main itself is asked for no certificate: a window has to be, once. */
async function withCertificate(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await throughChromium(url, init)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('ERR_SSL_CLIENT_AUTH_CERT_NEEDED')) throw error
    await knock(url)
    return throughChromium(url, { ...init, signal: freshLimit() })
  }
}

/** Shows no certificate and passes no proxy that wants a login. */
export function throughChromium(url: string, init?: RequestInit): Promise<Response> {
  return net.fetch(url, { ...init, credentials: 'omit', redirect: 'error' })
}
