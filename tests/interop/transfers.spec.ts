import { expect, test } from '@playwright/test'

import type { CallId } from '#shared/domain/ids'
import { createFixture, type PhoneFixture } from '../../electron/sip/testing/phone-fixture'
import { interop } from './interop-table'
import { startRig, type Rig } from './rig/start-rig'

/**
 * Transfers with other people's SIP: Otklik as alice and as carol, baresip 1.0.0 as bob, Kamailio 5.6.3 between, by UDP.
 * Kamailio is a bare proxy here, so that whoever is sent elsewhere has to do it by REFER.
 */
const CAROL = 2
const PEER = 'baresip behind Kamailio'

let rig: Rig
let alice: PhoneFixture
let carol: PhoneFixture

test.beforeEach(async () => {
  rig = await startRig()
  alice = await registered(0)
  carol = await registered(CAROL)
})

test.afterEach(async () => {
  await Promise.all([alice.phone.stop(), carol.phone.stop()])
  await rig.stop()
})

async function registered(index: number): Promise<PhoneFixture> {
  const account = rig.kamailio.users[index]
  if (!account) throw new Error('The rig has no such user')
  const desk = createFixture({
    account: { transport: 'udp', port: rig.kamailio.udp.port, domain: rig.kamailio.domain, user: account.user },
    password: account.password,
  })
  desk.phone.start()
  await desk.untilRegistered()
  return desk
}

async function callBob(): Promise<CallId> {
  const id = await alice.dial('bob')
  await rig.baresip.waitIncoming()
  await rig.baresip.accept()
  await alice.untilPhase(id, 'active')
  return id
}

async function ringing(desk: PhoneFixture): Promise<CallId> {
  await desk.until('a call that rings', () => desk.calls().some(({ phase }) => phase.kind === 'incoming'))
  const call = desk.calls().find(({ phase }) => phase.kind === 'incoming')
  if (!call) throw new Error('Nothing rings')
  return call.id
}

test(
  '[K9] blind: baresip calls whom it is sent to, tells how it goes, and our leg ends with the answer',
  interop('blind transfer, answered', 'udp', PEER),
  async () => {
    const id = await callBob()
    await alice.phone.callHandlers.transfer({ id, number: 'carol' })
    const atCarol = await ringing(carol)
    await carol.phone.callHandlers.answer({ id: atCarol })
    expect((await alice.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    await carol.untilPhase(atCarol, 'active')
    expect(carol.call(atCarol)?.number).toBe('bob')
  },
)

test(
  '[K9] blind to whom nobody reaches: the call comes back with the reason',
  interop('blind transfer, declined', 'udp', PEER),
  async () => {
    const id = await callBob()
    await alice.phone.callHandlers.transfer({ id, number: 'carol' })
    await carol.phone.callHandlers.decline({ id: await ringing(carol) })
    await alice.until('failed', () => alice.call(id)?.transfer?.kind === 'failed')
    expect(alice.call(id)?.transfer).toMatchObject({ number: 'carol', kind: 'failed' })
    await alice.until('back', () => alice.call(id)?.isHeld === false)
    expect(alice.call(id)?.phase.kind).toBe('active')
  },
)

/**
 * baresip 1.0.0 takes the REFER and leaves the Replaces in its Refer-To where it is: it calls carol anew. Carol, who takes
 * that instead of the talk with us, ends it for both of ours.
 */
test(
  '[K9] attended, to a phone that knows no Replaces: it calls anew, and both of ours end as transferred',
  interop('attended transfer, called anew', 'udp', PEER),
  async () => {
    const id = await callBob()
    const consultation = await alice.dial('carol')
    const first = await ringing(carol)
    await carol.phone.callHandlers.answer({ id: first })
    await alice.untilPhase(consultation, 'active')
    await alice.phone.callHandlers.connect({ id, withId: consultation })
    const second = await ringing(carol)
    await carol.phone.callHandlers.endAndAnswer({ id: second })
    for (const each of [id, consultation])
      expect((await alice.untilPhase(each, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    expect((await carol.untilPhase(second, 'active')).number).toBe('bob')
  },
)
