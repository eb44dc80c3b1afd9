import type { AvitoSandbox } from '../avito'
import { startAvitoSandbox } from '../avito'
import { startSampleBot, type SampleBot } from '../bot'
import { startSipSandbox, type SipSandbox } from '../sip'
import { startCustomers } from '../customers'
import { systemClock } from '#shared/lib/clock'
import type { CliOptions } from './options'

export interface ReadyLine {
  readonly type: 'ready'
  readonly avito: Omit<AvitoSandbox, 'control' | 'stop'>
  readonly sip: Omit<SipSandbox, 'control' | 'warmUp' | 'stop'>
  readonly bot: Pick<SampleBot, 'url'>
}

export interface RunningSandbox {
  readonly ready: ReadyLine
  warmUp(): Promise<void>
  stop(): Promise<void>
}

export async function startAll(options: CliOptions): Promise<RunningSandbox> {
  const [avito, sip, bot] = await Promise.all([
    startAvitoSandbox({ port: options.avitoPort, seed: options.seed }),
    startSipSandbox({
      wsPort: options.wsPort,
      tcpPort: options.tcpPort,
      udpPort: options.udpPort,
      controlPort: options.sipControlPort,
      tls: options.tls,
    }),
    startSampleBot({ port: options.botPort, secret: options.botSecret }),
  ])
  const customers = options.customers
    ? startCustomers(avito.control, { clock: systemClock, paceMs: options.customersPaceMs })
    : undefined
  const { apiUrl, consentUrl, controlUrl, clientId, clientSecret, userId } = avito
  return {
    ready: {
      type: 'ready',
      avito: { apiUrl, consentUrl, controlUrl, clientId, clientSecret, userId },
      sip: addressesOf(sip),
      bot: { url: bot.url },
    },
    warmUp: () => sip.warmUp(),
    async stop() {
      customers?.stop()
      await Promise.all([avito.stop(), sip.stop(), bot.stop()])
    },
  }
}

/** Without the functions, which do not cross to another process. */
function addressesOf(sip: SipSandbox): ReadyLine['sip'] {
  const { domain, ws, tcp, udp, tls, wss, users, callees, controlUrl } = sip
  return { domain, ws, tcp, udp, ...(tls && { tls }), ...(wss && { wss }), users, callees, controlUrl }
}
