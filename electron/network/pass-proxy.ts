import { app, net, session, type AuthInfo } from 'electron'

import type { ProxyChallenge, ProxyCredentials } from '#shared/domain/proxy'
import { openTunnel, type OpenTunnel, type TunnelPorts } from '#shared/node/tunnel'
import type { ProxyLogins } from './proxy-logins'

const ANSWER_WITHIN_MS = 10_000
const WANTS_LOGIN = 407
/** What was tried is worth knowing only until the next answer. */
const MOST_TRIED = 100

let logins: ProxyLogins | null = null
/** One try at a time for each origin: the rest wait for it. */
const trying = new Map<string, Promise<boolean>>()

/** Who answers proxies from now on: the windows' requests (workers' too) and main's own. */
export function answerProxies(next: ProxyLogins): void {
  logins = next
  const tried = new Map<string, ProxyCredentials>()
  app.on('login', (event, _contents, { url }, info, answer) => {
    // A server's own question is none of ours: our hub asks in its own words.
    if (!info.isProxy) return
    event.preventDefault()
    void next.answer(challengeOf(info), tried.get(url) ?? null).then((credentials) => {
      if (!credentials) {
        tried.delete(url)
        answer()
        return
      }
      if (tried.size >= MOST_TRIED) tried.clear()
      tried.set(url, credentials)
      answer(credentials.user, credentials.password)
    })
  })
}

/** The person wants to get through: whoever said «not now» before is asked again. */
export function askProxiesAnew(): void {
  logins?.askAnew()
}

/**
 * Logs in at the proxy on the way to an address, so that Chromium knows it for everything that follows: `net.fetch` and
 * WebSockets are told of no proxy that asks. `false`: it does not let us through.
 */
export function passProxy(url: string): Promise<boolean> {
  const { origin } = new URL(url)
  const running = trying.get(origin)
  if (running) return running
  const begun = tryLogin(`${origin}/api/hub`).finally(() => trying.delete(origin))
  trying.set(origin, begun)
  return begun
}

function tryLogin(url: string): Promise<boolean> {
  const answering = logins
  if (!answering) return Promise.resolve(false)
  return new Promise((done) => {
    const request = net.request({ url, redirect: 'error', credentials: 'omit', cache: 'no-store' })
    let tried: ProxyCredentials | null = null
    request.on('login', (info, answer) => {
      void answering.answer(challengeOf(info), tried).then((credentials) => {
        if (!credentials) {
          done(false)
          request.abort()
          return
        }
        tried = credentials
        answer(credentials.user, credentials.password)
      })
    })
    request.on('response', (response) => {
      done(response.statusCode !== WANTS_LOGIN)
      request.abort()
    })
    // Whatever else is in the way is told to whoever asks after this.
    request.on('error', () => {
      done(true)
    })
    request.end()
  })
}

/** For what speaks through Node: the same proxy and the same login as Chromium's. */
export const chromiumsWay: Pick<TunnelPorts, 'resolveProxy' | 'answer'> = {
  resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  answer: async (challenge, refused) => (await logins?.answer(challenge, refused)) ?? null,
}

export const tunnelThroughProxy: OpenTunnel = (host, port, clock) => openTunnel(host, port, { ...chromiumsWay, clock })

function challengeOf({ host, port, realm, scheme }: AuthInfo): ProxyChallenge {
  return { host, port, realm, scheme }
}

/** For what is asked again after a login: the first limit was spent on the person. */
export function freshLimit(): AbortSignal {
  return AbortSignal.timeout(ANSWER_WITHIN_MS)
}
