import { expect, test } from '@playwright/test'

import type { CallId } from '#shared/domain/ids'
import { createFixture, type PhoneFixture } from '../../electron/sip/testing/phone-fixture'
import { interop } from './interop-table'
import { callBySipp } from './rig/sipp-caller'
import { startRig, type Rig } from './rig/start-rig'

/** The phone without its windows against other people's SIP, by UDP. */
const PEER = 'baresip behind Kamailio'
let rig: Rig
let desk: PhoneFixture

const OFFER = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
  '',
].join('\r\n')

async function registered(offer?: string): Promise<void> {
  rig = await startRig()
  const [alice] = rig.kamailio.users
  if (!alice) throw new Error('The rig has no user')
  desk = createFixture({
    account: { transport: 'udp', port: rig.kamailio.udp.port, domain: rig.kamailio.domain, user: alice.user },
    password: alice.password,
    ...(offer !== undefined && { offer }),
  })
  desk.phone.start()
  await desk.untilRegistered()
}

test.afterEach(async () => {
  await desk.phone.stop()
  await rig.stop()
})

async function callBob(): Promise<CallId> {
  const id = await desk.dial('bob')
  await rig.baresip.waitIncoming()
  await rig.baresip.accept()
  await desk.untilPhase(id, 'active')
  return id
}

test('[K8] calls baresip, holds, resumes and hangs up', interop('call, hold', 'udp', PEER), async () => {
  await registered()
  const id = await callBob()
  await desk.phone.callHandlers.hold({ id })
  await desk.until('held', () => desk.call(id)?.isHeld === true)
  await desk.phone.callHandlers.resume({ id })
  await desk.until('back', () => desk.call(id)?.isHeld === false)
  await desk.phone.callHandlers.hangUp({ id })
  await rig.baresip.waitClosed()
  await desk.untilPhase(id, 'ended')
})

const tooLarge = '[K8] a call whose INVITE is too large for a datagram goes by TCP and ends by UDP'
test(tooLarge, interop('call with an INVITE over 1300 bytes', 'udp and tcp', PEER), async () => {
  await registered(`${OFFER}${'a=x-padding:0123456789012345678901234567890123456789\r\n'.repeat(40)}`)
  const id = await callBob()
  await rig.baresip.hangUp()
  await desk.untilPhase(id, 'ended')
  expect(desk.records).toMatchObject([{ outcome: 'answered' }])
})

test('[K8] baresip calls, holds, resumes and hangs up', interop('called, held', 'udp', PEER), async () => {
  await registered()
  await rig.baresip.dial('sip:alice@softphone.test')
  await desk.until('incoming', () => desk.calls()[0]?.phase.kind === 'incoming')
  const id = desk.calls()[0]?.id as CallId
  await desk.phone.callHandlers.answer({ id })
  await rig.baresip.waitEstablished()
  await desk.untilPhase(id, 'active')
  await rig.baresip.hold()
  await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
  await rig.baresip.resume()
  await desk.until('back', () => desk.call(id)?.isHeldRemotely === false)
  await rig.baresip.hangUp()
  await desk.untilPhase(id, 'ended')
})

const many = '[K8] takes every one of SIPp’s calls, agrees to its session timer and answers its UPDATE'
test(many, interop('called, session timer, UPDATE', 'udp', 'SIPp behind Kamailio'), async () => {
  const COUNT = 30
  await registered()
  desk.phone.onCallsChanged((calls) => {
    for (const { id, phase } of calls) if (phase.kind === 'incoming') void desk.phone.callHandlers.answer({ id })
  })
  const { udp, domain } = rig.kamailio
  await callBySipp({ server: udp, to: `alice@${domain}`, count: COUNT, folder: rig.folder })
  expect(desk.records.filter(({ outcome }) => outcome === 'answered')).toHaveLength(COUNT)
})
