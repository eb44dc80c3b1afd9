import type { AvitoSandbox } from '../avito'
import { startAvitoSandbox } from '../avito'
import { startSampleBot, type SampleBot } from '../bot'
import { startSipSandbox, type SipSandbox } from '../sip'
import { startDeskPhone, type RunningPhone, type SandboxMaker } from '../desk-phone'
import { startCustomers } from '../customers'
import { startCloudOffice } from '../customers/cloud-office'
import { startHhCandidates } from '../customers/hh-candidates'
import { startOffice } from '../customers/office'
import { startHhSandbox, type HhSandbox } from '../hh'
import { startMangoSandbox, type MangoSandbox } from '../mango'
import { openContacts } from '../hh/seed/demo-candidates'
import { systemClock } from '#shared/lib/clock'
import type { CliOptions } from './options'

export interface ReadyLine {
  readonly type: 'ready'
  readonly avito: Omit<AvitoSandbox, 'control' | 'stop'>
  readonly hh: Pick<HhSandbox, 'apiUrl' | 'controlUrl' | 'clientId' | 'clientSecret'> & {
    readonly consentUrl: string
    /** Of somebody with open contacts and no chat: one can be begun. */
    readonly resumeUrl: string
  }
  readonly sip: Omit<SipSandbox, 'control' | 'warmUp' | 'stop'>
  readonly bot: Pick<SampleBot, 'url'>
  readonly deskPhones: Readonly<Record<SandboxMaker, Pick<RunningPhone, 'address' | 'controlUrl'>>>
  readonly mango: Pick<MangoSandbox, 'apiUrl' | 'keys'>
}

export interface RunningSandbox {
  readonly ready: ReadyLine
  warmUp(): Promise<void>
  stop(): Promise<void>
}

export async function startAll(options: CliOptions): Promise<RunningSandbox> {
  const [avito, hh, sip, bot, yealink, fanvil, grandstream, mango] = await Promise.all([
    startAvitoSandbox({ port: options.avitoPort, seed: options.seed }),
    startHh(options),
    startSipSandbox({
      wsPort: options.wsPort,
      tcpPort: options.tcpPort,
      udpPort: options.udpPort,
      controlPort: options.sipControlPort,
      tls: options.tls,
    }),
    startSampleBot({ port: options.botPort, secret: options.botSecret }),
    startDeskPhone('yealink', { port: options.yealinkPort }),
    startDeskPhone('fanvil', { port: options.fanvilPort }),
    startDeskPhone('grandstream', { port: options.grandstreamPort }),
    startMangoSandbox({ port: options.mangoPort }),
  ])
  mango.events.address = options.mangoEvents ?? null
  const customers = options.customers
    ? startCustomers(avito.control, { clock: systemClock, paceMs: options.customersPaceMs })
    : undefined
  const candidates = options.customers
    ? startHhCandidates(hh.sandbox.control, { clock: systemClock, paceMs: options.customersPaceMs * 2 })
    : undefined
  const office = options.customers ? startOffice(sip.control, { clock: systemClock }) : undefined
  const cloudOffice = options.customers ? startCloudOffice(mango, { clock: systemClock }) : undefined
  const { apiUrl, consentUrl, controlUrl, clientId, clientSecret, userId } = avito
  return {
    ready: {
      type: 'ready',
      avito: { apiUrl, consentUrl, controlUrl, clientId, clientSecret, userId },
      hh: hh.ready,
      sip: addressesOf(sip),
      bot: { url: bot.url },
      deskPhones: { yealink: placeOf(yealink), fanvil: placeOf(fanvil), grandstream: placeOf(grandstream) },
      mango: { apiUrl: mango.apiUrl, keys: mango.keys },
    },
    warmUp: () => sip.warmUp(),
    async stop() {
      customers?.stop()
      candidates?.stop()
      office?.stop()
      cloudOffice?.stop()
      await Promise.all([avito, hh.sandbox, sip, bot, yealink, fanvil, grandstream, mango].map((each) => each.stop()))
    },
  }
}

/** Its manager consents to every application by themself, and returns nowhere: nobody stands before the page. */
async function startHh({ hhPort, seed }: CliOptions) {
  const sandbox = await startHhSandbox({ port: hhPort, seed, idsFrom: Math.floor(systemClock.now() / 1000) })
  const { apiUrl, siteUrl, controlUrl, clientId, clientSecret, managerIds, control } = sandbox
  await control.change({ redirectUrl: `${siteUrl}/consented`, consentsBy: managerIds[0] })
  const { resumeId } = await control.addResume(openContacts)
  const consentUrl = `${siteUrl}/oauth/authorize`
  const resumeUrl = `https://hh.ru/resume/${resumeId}`
  return { sandbox, ready: { apiUrl, controlUrl, clientId, clientSecret, consentUrl, resumeUrl } }
}

function placeOf({ address, controlUrl }: RunningPhone): Pick<RunningPhone, 'address' | 'controlUrl'> {
  return { address, controlUrl }
}

/** Without the functions, which do not cross to another process. */
function addressesOf(sip: SipSandbox): ReadyLine['sip'] {
  const { domain, ws, tcp, udp, tls, wss, users, callees, controlUrl } = sip
  return { domain, ws, tcp, udp, ...(tls && { tls }), ...(wss && { wss }), users, callees, controlUrl }
}
