import type { AvitoSandbox } from '../../sandbox/avito'
import type { SipSandbox } from '../../sandbox/sip'
import type { DeskDemo } from './electron-desk'

/** What a desk without a configuration is told of the sandboxes (OTKLIK_DEMO). */
export function avitoDemo({
  apiUrl,
  consentUrl,
  clientId,
  clientSecret,
}: AvitoSandbox): NonNullable<DeskDemo['avito']> {
  return { apiUrl, consentUrl, clientId, clientSecret }
}

export function sipDemo(sip: SipSandbox): NonNullable<DeskDemo['sip']> {
  const [agent] = sip.users
  if (!agent) throw new Error('The SIP sandbox has no user')
  return {
    label: 'Линия 1',
    transport: 'ws',
    host: sip.ws.host,
    port: sip.ws.port,
    webSocketPath: sip.ws.path,
    domain: sip.domain,
    user: agent.user,
    password: agent.password,
  }
}
