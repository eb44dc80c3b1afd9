import { hubFit, hubInfo, hubNotReady } from '#shared/contract/accounts'
import type { HubLook } from '#shared/contract/ipc/sign-in'
import { systemClock, type Clock } from '#shared/lib/clock'
import { readJson } from '#shared/lib/read-json'
import type { HubFetch } from './hub-fetch'
import { noWayOf } from './no-way'

const ANSWER_WITHIN_MS = 10_000
const PROXY_WANTS_LOGIN = 407

/** Asks what stands at an origin: a hub that this desk can work with, or what is in the way. */
export async function lookAtHub(
  url: string,
  ask: HubFetch,
  deskVersion: string,
  own: Pick<Clock, 'now'> = systemClock,
): Promise<HubLook> {
  const { host } = new URL(url)
  const askedAtMs = own.now()
  try {
    const reply = await ask(`${url}/api/hub`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    // Before its page is read: the limit may have been spent on the person, who was asked for the login.
    if (reply.status === PROXY_WANTS_LOGIN) return { kind: 'proxyLogin', host }
    const text = await reply.text()
    if (reply.status >= 502 && reply.status <= 504) {
      const says = hubNotReady.safeParse(jsonOf(text))
      // Otherwise it is a proxy in front of a hub that is away.
      return { kind: says.success ? 'databaseAway' : 'unreachable', host }
    }
    if (wantsCertificate(reply.status, text)) return { kind: 'clientCertificate', host }
    const info = hubInfo.safeParse(jsonOf(text))
    if (!reply.ok || !info.success) return { kind: 'notHub', host }
    const fit = hubFit(info.data)
    if (fit !== 'fits') return { kind: fit, hubVersion: info.data.version, deskVersion }
    if (info.data.isEmbedded) return { kind: 'embedded', host }
    const { isSetUp, signIn, nowMs } = info.data
    const { hasPassword, providers } = signIn
    const answeredAtMs = own.now()
    // Who had to be asked for a login or a certificate may take minutes; the answer itself came after that.
    const hadToWait = answeredAtMs - askedAtMs > ANSWER_WITHIN_MS
    const clockAheadMs = Math.round((hadToWait ? answeredAtMs : (askedAtMs + answeredAtMs) / 2) - nowMs)
    return { kind: 'found', url, isSetUp, hasPassword, providers, clockAheadMs }
  } catch (error) {
    // fetch rejects with an Error of some kind for the network, a DOMException for the time-out.
    if (error instanceof Error) return { kind: noWayOf(error), host }
    throw error
  }
}

function jsonOf(text: string): unknown {
  try {
    return readJson(text)
  } catch {
    // The page of a proxy.
    return null
  }
}

/** nginx says so in a page of its own, as TLS has come about without one. */
function wantsCertificate(status: number, text: string): boolean {
  return status === 400 && /SSL certificate/i.test(text)
}
