import { createFixture } from '../../../electron/sip/testing/phone-fixture'
import type { Flow } from '../../../electron/sip/transport/flow'
import { openFlow, type OpenFlow } from '../../../electron/sip/transport/open-flow'
import { ManualClock } from '#shared/lib/manual-clock'
import { sleep, systemClock } from '#shared/lib/clock'
import { CHROMIUM_OFFER } from './chromium-offer'
import { QUIET_MS } from './quiet-line'
import type { SandboxProcess } from './sandbox-process'

export interface MeasuredPhone {
  /** First REGISTER written → line registered, the 401 and the second REGISTER between them. */
  register(): Promise<number>
  /** INVITE written → the call is in phase `ringing`. The call is given up before this resolves. */
  ring(number: string): Promise<number>
  stop(): Promise<void>
}

/** More than the time after which the phone refreshes a registration of 600 s. */
const REFRESH_MS = 400_000
/** More than the time for which an ended call is shown. */
const ENDED_MS = 5_000

/**
 * The phone of the application over a real TCP connection. Only its surroundings are stand-ins: a media window that
 * answers at once with a description recorded from Chromium, no directory, no journal, and a clock moved by hand, which
 * makes the refreshes due. A time begins right before the write of the request, as sipp's does, and ends when the phone
 * tells its listeners of the new state; sipp's ends sooner, when the answer has arrived.
 */
export async function startMeasuredPhone(sandbox: SandboxProcess): Promise<MeasuredPhone> {
  const clock = new ManualClock(Date.now())
  const sentAtMs = new Map<string, number>()
  const open: OpenFlow = async (target, options) => {
    // Keep-alive goes by real time: a clock that jumps would take the connection for dead.
    const opened = await openFlow(target, { ...options, clock: systemClock })
    if (opened.ok) stampSending(opened.value, sentAtMs)
    return opened
  }
  const desk = createFixture({
    account: { transport: 'tcp', host: sandbox.host, port: sandbox.tcpPort, domain: sandbox.domain },
    clock,
    internals: { openFlow: open },
    offer: CHROMIUM_OFFER,
  })
  desk.phone.start()
  await desk.untilRegistered()

  const since = (method: string): number => {
    const start = sentAtMs.get(method)
    if (start === undefined) throw new Error(`Expected a ${method} to have been sent`)
    return performance.now() - start
  }
  return {
    async register() {
      await sleep(systemClock, QUIET_MS)
      sentAtMs.clear()
      return await new Promise((done, fail) => {
        const listening = desk.phone.onLinesChanged(([line]) => {
          const tookMs = since('REGISTER')
          listening.dispose()
          if (line?.registration.kind === 'registered') done(tookMs)
          else fail(new Error(`Expected a registered line, it is ${line?.registration.kind ?? 'gone'}`))
        })
        clock.advance(REFRESH_MS)
      })
    },
    async ring(number) {
      await sleep(systemClock, QUIET_MS)
      sentAtMs.clear()
      const rang = new Promise<number>((done) => {
        const listening = desk.phone.onCallsChanged((calls) => {
          if (calls[0]?.phase.kind !== 'ringing') return
          const tookMs = since('INVITE')
          listening.dispose()
          done(tookMs)
        })
      })
      const id = await desk.dial(number)
      // The second has a time limit: a benchmark must fail and not hang.
      const [tookMs] = await Promise.all([rang, desk.untilPhase(id, 'ringing')])
      await desk.phone.callHandlers.hangUp({ id })
      await desk.untilPhase(id, 'ended')
      clock.advance(ENDED_MS)
      return tookMs
    },
    stop: () => desk.phone.stop(),
  }
}

/** Notes when the first request of each method went to be written. */
function stampSending(flow: Flow, sentAtMs: Map<string, number>): void {
  const send = flow.send.bind(flow)
  flow.send = (text) => {
    const method = text.slice(0, text.indexOf(' '))
    if (!sentAtMs.has(method)) sentAtMs.set(method, performance.now())
    send(text)
  }
}
