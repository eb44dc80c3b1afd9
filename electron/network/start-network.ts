import { session } from 'electron'

import { network as networkContract } from '#shared/contract/ipc/network'
import { Emitter } from '#shared/lib/emitter'
import { describeError } from '#shared/lib/logger'
import type { Context } from '../context'
import { currentHubOrigin } from '../hub/entrance'
import type { HubsWay } from '../hub/hub-network'
import { openChosenCertificates } from '../settings/chosen-certificates'
import { openProxyLogins } from '../settings/proxy-login-store'
import { answerCertificateRequests } from './client-certificates'
import { answerProxies, chromiumsWay } from './pass-proxy'
import { proxyConfigOf } from './proxy-config'
import { ProxyLogins } from './proxy-logins'
import { Questions } from './questions'

/** The way to the network: the proxy that is set, and who one is there. Answers with what others go by. */
export function startNetwork(context: Context): HubsWay {
  const { userData, secrets, settings, clock, owned, router, send, newId, desk } = context
  const logger = context.logger.child('network')
  const ours = session.defaultSession
  const questions = new Questions({
    onChanged: () => {
      send(networkContract, 'questionChanged', null)
    },
    newId,
    clock,
  })
  const logins = new ProxyLogins({
    store: openProxyLogins(userData, secrets, logger, clock),
    ask: (asked) => {
      if (!desk.window.isVisible()) desk.show()
      return questions.askLogin(asked)
    },
    clock,
    logger,
  })
  answerProxies(logins)
  const chosen = openChosenCertificates(userData, logger, clock)
  answerCertificateRequests({
    issuer: () => context.policy.value('network.clientCertificate'),
    mayAsk: (host) => isHub(currentHubOrigin(), host),
    chosenFor: (host) => chosen.find(host),
    keep: (host, fingerprint) => {
      chosen.keep(host, fingerprint)
    },
    async ask(host, among) {
      if (!desk.window.isVisible()) desk.show()
      const fingerprint = await questions.askCertificate({
        host,
        certificates: among.map(({ fingerprint, subjectName, issuerName, validExpiry }) => ({
          fingerprint,
          name: subjectName,
          issuer: issuerName,
          validUntilMs: validExpiry * 1000,
        })),
      })
      return among.find((each) => each.fingerprint === fingerprint) ?? null
    },
    clock,
    logger,
  })
  const changed = owned.add(
    new Emitter<null>((error) => {
      logger.error('somebody could not take the other way', { error: describeError(error) })
    }),
  )
  let applied = settings.get().proxy
  const apply = async (isChange: boolean): Promise<void> => {
    try {
      await ours.setProxy(proxyConfigOf(applied))
      // What stands goes on by the old way otherwise.
      if (isChange) await ours.closeAllConnections()
      changed.emit(null)
    } catch (error) {
      logger.error('the proxy could not be set', { error: describeError(error) })
    }
  }
  let settled = apply(false)
  owned.add(
    settings.onChanged(({ proxy }) => {
      if (proxy.server === applied.server && proxy.bypass === applied.bypass) return
      applied = proxy
      logins.askAnew()
      logger.info('another way to the network')
      settled = apply(true)
    }),
  )
  router.handle(networkContract, {
    ...questions.handlers,
    getKeptLogins: () => logins.kept(),
    forgetLogins() {
      logins.forgetAll()
      chosen.forgetAll()
      void ours.clearAuthCache()
      return null
    },
  })
  return {
    async resolveProxy(url) {
      await settled
      return chromiumsWay.resolveProxy(url)
    },
    answer: chromiumsWay.answer,
    onChanged: (listener) => changed.on(listener),
  }
}

/** `host`: as Chromium names a server, with its port. */
function isHub(origin: string | null, host: string): boolean {
  if (origin === null) return false
  const { hostname, port, protocol } = new URL(origin)
  return protocol === 'https:' && host === `${hostname}:${port === '' ? '443' : port}`
}
