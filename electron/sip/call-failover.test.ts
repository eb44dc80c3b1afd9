import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { FakePeer, PEER_SDP, type Heard } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'
import type { OpenFlow } from './transport/open-flow'

const FIRST = { address: '192.0.2.1', port: 5060 }
const SECOND = { address: '192.0.2.2', port: 5060 }
const MD5 = 'Proxy-Authenticate: Digest realm="pbx", nonce="n", algorithm=MD5, qop="auth"'

let clock: ManualClock
let one: FakePeer
let two: FakePeer
let desk: PhoneFixture

/** The two servers of one domain, the first before the second as long as it is not avoided. */
function ofDomain(): OpenFlow {
  return async (target, options) => {
    const [server = FIRST] = options.servers?.order([FIRST, SECOND]) ?? []
    options.servers?.noteChosen(server)
    return (server === FIRST ? one : two).openFlow(target, options)
  }
}

async function start(openFlow: OpenFlow): Promise<void> {
  desk = createFixture({ account: { transport: 'tcp', port: null }, clock, internals: { openFlow, random: () => 0 } })
  desk.phone.start()
  await desk.untilRegistered()
}

beforeEach(() => {
  clock = new ManualClock()
  one = new FakePeer()
  two = new FakePeer()
})

afterEach(() => {
  desk.phone.dispose()
})

const identity = (invite: Heard) => ['call-id', 'from', 'to', 'cseq'].map((name) => invite.header(name))
const dial = (number: string) =>
  desk.phone.callHandlers.startCall({ number, chatId: null, accountId: null, presentation: null })

describe('[K8] a call whose server is out of service', () => {
  it('is tried at the next server of the domain, as the same call', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    const refused = await one.next('INVITE')
    one.reply(refused, 503, { headers: ['Retry-After: 600'] })
    await one.next('ACK')
    const again = await two.next('INVITE')
    expect(identity(again)).toEqual(identity(refused))
    expect(again.header('via')).not.toBe(refused.header('via'))
    expect(desk.call(id)?.phase).toEqual({ kind: 'calling' })
    two.reply(again, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
    await two.next('ACK')
    expect([one.count('INVITE'), two.count('INVITE'), desk.media.log]).toEqual([
      1,
      1,
      ['createOffer', 'applyAnswer final'],
    ])
  })

  it('goes there from then on too, until the Retry-After is over', async () => {
    await start(ofDomain())
    const first = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503, { headers: ['Retry-After: 600'] })
    two.reply(await two.next('INVITE'), 486)
    await desk.untilPhase(first, 'ended')
    await desk.dial('101')
    await two.next('INVITE')
    expect(one.count('INVITE')).toBe(1)
  })

  it('is signed anew for the next server', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 407, { headers: [MD5] })
    await one.next('ACK')
    const signed = await one.next('INVITE')
    expect(signed.header('proxy-authorization')).toContain('Digest')
    one.reply(signed, 503)
    const bare = await two.next('INVITE')
    expect(bare.header('proxy-authorization')).toBe('')
    two.reply(bare, 407, { headers: [MD5.replace('"n"', '"other"')] })
    await two.next('ACK')
    const again = await two.next('INVITE')
    expect(again.header('proxy-authorization')).toContain('nonce="other"')
    two.reply(again, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
  })

  it('is told as that when no server takes it, each asked once', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503)
    two.reply(await two.next('INVITE'), 503)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverBusy', outcome: 'failed' })
    expect([one.count('INVITE'), two.count('INVITE')]).toEqual([1, 1])
  })

  it('is not tried elsewhere once a telephone rang', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    const invite = await one.next('INVITE')
    one.reply(invite, 180)
    await desk.untilPhase(id, 'ringing')
    one.reply(invite, 503)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverBusy' })
    expect(two.connections).toBe(0)
  })

  it('does not take the way from another call that is talked on', async () => {
    await start(ofDomain())
    const talk = await desk.dial('100')
    one.reply(await one.next('INVITE'), 200, { body: PEER_SDP })
    await desk.untilPhase(talk, 'active')
    const id = await desk.dial('101')
    let invite = await one.next('INVITE')
    // The hold of the first talk goes the same way.
    if (/;tag=/.test(invite.header('to'))) {
      one.reply(invite, 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
      invite = await one.next('INVITE')
    }
    one.reply(invite, 503)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverBusy' })
    expect([desk.call(talk)?.phase.kind, two.connections]).toEqual(['active', 0])
  })

  it('that the person gives up meanwhile is called nowhere', async () => {
    await start(ofDomain())
    two.onRegister = () => undefined
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503)
    await desk.until('on the way to the second', () => two.connections === 1)
    await desk.phone.callHandlers.hangUp({ id })
    await desk.untilPhase(id, 'ended')
    await clock.advanceAsync(60_000)
    expect([one.count('INVITE'), two.count('INVITE'), one.count('CANCEL')]).toEqual([1, 0, 0])
  })

  it('that nobody takes in time is told', async () => {
    await start(ofDomain())
    two.onRegister = () => undefined
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503)
    await desk.until('on the way to the second', () => two.connections === 1)
    await clock.advanceAsync(12_000)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverBusy' })
    expect(two.count('INVITE')).toBe(0)
  })
})

describe('[K8] a call whose connection breaks', () => {
  it('before the server said anything goes out again at the next one', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    const lost = await one.next('INVITE')
    one.drop()
    await desk.until('noticed', () => desk.registration()?.kind === 'waiting')
    await clock.advanceAsync(4_000)
    const again = await two.next('INVITE')
    expect(identity(again)).toEqual(identity(lost))
    two.reply(again, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
  })

  it('after the server took it is not called twice', async () => {
    await start(ofDomain())
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 100)
    await clock.advanceAsync(0)
    one.drop()
    await desk.until('noticed', () => desk.registration()?.kind === 'waiting')
    await clock.advanceAsync(4_000)
    await desk.untilRegistered()
    expect([two.count('INVITE'), desk.call(id)?.phase.kind]).toEqual([0, 'calling'])
  })
})

describe('[K8] the only server', () => {
  it('that asks to be left alone is, for as long as it says', async () => {
    await start((target, options) => {
      options.servers?.order([FIRST])
      options.servers?.noteChosen(FIRST)
      return one.openFlow(target, options)
    })
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503, { headers: ['Retry-After: 120'] })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverBusy' })
    expect(await dial('100')).toEqual({ ok: false, error: { reason: 'serverBusy' } })
    expect(one.count('INVITE')).toBe(1)
    await clock.advanceAsync(120_000)
    expect(await dial('100')).toMatchObject({ ok: true })
    await one.next('INVITE')
  })

  it('that says no time may be asked again at once', async () => {
    await start(one.openFlow)
    const id = await desk.dial('100')
    one.reply(await one.next('INVITE'), 503)
    await desk.untilPhase(id, 'ended')
    expect(await dial('100')).toMatchObject({ ok: true })
  })
})
