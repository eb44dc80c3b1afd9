import type { CallId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { createFixture, type FixtureOptions, type PhoneFixture } from '../../electron/sip/testing/phone-fixture'
import type { Transport } from './interop-table'
import type { Kamailio } from './rig/start-kamailio'

export interface DeskOptions extends Pick<FixtureOptions, 'offer' | 'clock' | 'internals'> {
  /** One of its own where it is left out. */
  readonly user?: string
  readonly password?: string
  /** Another way to the server than its own address. */
  readonly at?: { readonly host: string; readonly port: number }
  readonly kamailio?: Kamailio
}

/** The phone of Otklik without its windows, and what tests ask of it again and again. */
export interface Desk extends PhoneFixture {
  readonly user: string
  /** Calls, and is told the call once the other side has taken it. */
  talksTo(number: string, accept: () => Promise<void>): Promise<CallId>
  /** The call that rings here. */
  rings(): Promise<CallId>
  isHeld(id: CallId, isHeld: boolean): Promise<void>
}

let users = 0

/** A name that nobody has used yet; whoever is called so has their password from it. */
export function newUser(): string {
  users += 1
  return `desk${String(users)}`
}

/** Every phone that a test opens, closed with it. */
export class Desks {
  private readonly open: PhoneFixture[] = []

  constructor(private readonly kamailio: Kamailio) {}

  /** An account that begins to register. */
  start(
    transport: Transport,
    { user = newUser(), password, at, kamailio = this.kamailio, ...rest }: DeskOptions = {},
  ): Desk {
    const fixture = createFixture({
      account: {
        transport,
        media: 'rtp',
        domain: kamailio.domain,
        user,
        pinnedFingerprint: kamailio.fingerprint,
        ...(at ?? { host: kamailio[transport].host, port: kamailio[transport].port }),
      },
      password: password ?? `${user}pw`,
      ...rest,
    })
    this.open.push(fixture)
    fixture.phone.start()
    return { ...fixture, user, ...habits(fixture) }
  }

  async registered(transport: Transport, options?: DeskOptions): Promise<Desk> {
    const desk = this.start(transport, options)
    await desk.untilRegistered()
    return desk
  }

  async stop(): Promise<void> {
    await Promise.all(this.open.map(({ phone }) => phone.stop()))
  }
}

function habits(fixture: PhoneFixture): Pick<Desk, 'talksTo' | 'rings' | 'isHeld'> {
  const { phone } = fixture
  return {
    async talksTo(number, accept) {
      const id = await fixture.dial(number)
      await accept()
      await fixture.untilPhase(id, 'active')
      return id
    },
    async rings() {
      const ringing = () => fixture.calls().find(({ phase }) => phase.kind === 'incoming')
      await fixture.until('a call that rings', () => ringing() !== undefined)
      const call = ringing()
      if (!call) throw new Error('The call that rang is gone')
      return call.id
    },
    async isHeld(id, isHeld) {
      if (isHeld) await phone.callHandlers.hold({ id })
      else await phone.callHandlers.resume({ id })
      await fixture.until(isHeld ? 'held' : 'back', () => fixture.call(id)?.isHeld === isHeld)
    },
  }
}

/** Time that runs faster: what takes the product half a minute is over in two seconds, on the same wire. */
export function hurriedClock(times: number): Clock {
  const began = Date.now()
  return {
    now: () => began + (Date.now() - began) * times,
    schedule(delayMs, action) {
      const timer = setTimeout(action, delayMs / times)
      return {
        dispose: () => {
          clearTimeout(timer)
        },
      }
    },
  }
}
