import { createPhoneClient } from '../../../electron/desk-phone/create-client'
import { DeskPhone } from '../../../electron/desk-phone/desk-phone'
import { judgeHeard } from '../../../electron/desk-phone/listener-rules'
import type { PhoneWire } from '../../../electron/desk-phone/phone-wire'
import { reportOf } from '../../../electron/desk-phone/report-of'
import { createFanvilPhone } from '../../../sandbox/desk-phone/fanvil/fanvil-phone'
import { createGrandstreamPhone } from '../../../sandbox/desk-phone/grandstream/grandstream-phone'
import type { SandboxPhone, SandboxPhoneOptions } from '../../../sandbox/desk-phone/lib/sandbox-phone'
import { createYealinkPhone } from '../../../sandbox/desk-phone/yealink/yealink-phone'
import type { ListeningAddress } from '../../../shared/domain/desk-phone/action-urls'
import type { DeskPhoneModel } from '../../../shared/domain/desk-phone/models'
import { provisioningFile, settingsSheet } from '../../../shared/domain/desk-phone/provisioning'
import { sleep } from '../../../shared/lib/clock'
import { silentLogger } from '../../../shared/lib/logger'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { err, ok } from '../../../shared/lib/result'

export const PC = '192.168.7.10'
const PHONE = '192.168.7.50'
const MAC = '001122334455'
export const LISTENING: ListeningAddress = { address: PC, port: 8930, token: 'a-secret-word' }
const SILENCE_MS = 5_000

/** What the network does: `late` delays, doubles and overtakes; `lossy` also loses and cuts off. */
export type NetworkKind = 'calm' | 'late' | 'lossy'

const CREATE: Readonly<Record<DeskPhoneModel, (options: SandboxPhoneOptions) => SandboxPhone>> = {
  'yealink-t31': createYealinkPhone,
  'fanvil-x3s': createFanvilPhone,
  'grandstream-gxp1620': createGrandstreamPhone,
}

/**
 * The whole way from the phone's keys to what the screen knows, on a clock that is told the time: the real client,
 * listener's rules, runner and machine; the phone is the sandbox's, the network is played.
 */
export class DeskPhoneRig {
  readonly clock = new ManualClock()
  readonly phone: SandboxPhone
  readonly desk: DeskPhone
  /** Events that never arrived, and commands that were cut off. */
  losses = 0
  isFaulty: boolean

  constructor(
    readonly model: DeskPhoneModel,
    readonly network: NetworkKind,
    private readonly chance: () => number,
  ) {
    this.isFaulty = network === 'lossy'
    this.phone = CREATE[model]({
      address: PHONE,
      send: (url) => {
        this.carry(url)
      },
    })
    setUp(this.phone, model)
    this.desk = new DeskPhone({
      model,
      calls: [],
      clock: this.clock,
      logger: silentLogger,
      client: createPhoneClient(model, this.wire(), { user: 'admin', password: 'admin' }),
      onChanged: () => undefined,
      onLink: () => undefined,
    })
  }

  private carry(url: string): void {
    const times = this.network !== 'calm' && this.chance() < 0.1 ? 2 : 1
    for (let each = 0; each < times; each += 1) {
      if (this.isFaulty && this.chance() < 0.2) {
        this.losses += 1
        continue
      }
      this.clock.schedule(this.eventDelayMs(), () => {
        const { pathname, search } = new URL(url)
        const heard = judgeHeard(
          { method: 'GET', url: pathname + search, fromAddress: PHONE },
          {
            token: LISTENING.token,
            allowedAddress: PHONE,
          },
        )
        if (heard.kind === 'refused') throw new Error(`An event of the phone was refused: ${heard.why}`)
        const report = reportOf(heard.event, heard.call)
        if (report) this.desk.handleReport(report)
        else this.desk.look()
      })
    }
  }

  private eventDelayMs(): number {
    return this.network === 'calm' ? 5 : Math.floor(this.chance() * 1_000)
  }

  private wire(): PhoneWire {
    const pause = (): Promise<void> => sleep(this.clock, 1 + Math.floor(this.chance() * 40))
    return {
      refusedFingerprint: () => null,
      get: async (path, authorization) => {
        await pause()
        if (this.isFaulty && this.chance() < 0.1) return err('unreachable')
        const answer = this.phone.handle({ path, authorization: authorization ?? undefined, fromAddress: PC })
        await pause()
        const isCut = this.isFaulty && this.chance() < 0.1
        if (isCut) this.losses += 1
        if (answer !== 'silence' && !isCut) return ok(answer)
        await sleep(this.clock, SILENCE_MS)
        return err('noAnswer')
      },
    }
  }
}

function setUp(phone: SandboxPhone, model: DeskPhoneModel): void {
  const file = provisioningFile(model, MAC, LISTENING)
  if (file) phone.provision(file.text)
  const byHand = settingsSheet(model, LISTENING).map(({ field, url }) => [field, url] as const)
  if (model !== 'yealink-t31')
    phone.settings.actionUrls = { ...phone.settings.actionUrls, ...Object.fromEntries(byHand) }
}
