import { expect, test } from '@playwright/test'
import { EarPhone } from './ear-phone'
import { startRig, type Rig } from './rig/start-rig'

/** Of 20 ms each. */
const PACKETS_PER_SECOND = 50

let rig: Rig
let phone: EarPhone

test.beforeEach(async () => {
  rig = await startRig()
  phone = await EarPhone.register(rig.kamailio)
})

test.afterEach(async () => {
  await phone.close()
  await rig.stop()
})

test('a WebRTC phone calls baresip through Kamailio and rtpengine, and both hear each other', async () => {
  const call = phone.call('bob')
  const incoming = await rig.baresip.waitIncoming()
  expect(incoming.peerUri).toContain('alice@softphone.test')
  await rig.baresip.accept()
  const { sendDigit, hangUp } = await call
  phone.say(600)
  await expect.poll(() => phone.heardTone()).toBe(440)
  await expect.poll(() => rig.baresip.recordedTone()).toBe(600)
  // The call lasts until each side has surely carried a second of sound by the other's own count.
  await expect.poll(() => rig.baresip.recordedMs()).toBeGreaterThan(1_000)
  await expect.poll(() => phone.packetsHeard()).toBeGreaterThan(PACKETS_PER_SECOND)
  expect([await sendDigit('5'), await sendDigit('#')]).toEqual([200, 200])
  await expect.poll(() => rig.baresip.receivedDtmf()).toBe('5#')
  expect(await hangUp()).toBe(200)
  await rig.baresip.waitClosed()
  await expect.poll(() => rig.baresip.rtpStats()).toBeDefined()
  const stats = rig.baresip.rtpStats()
  expect(stats?.packetsReceived).toBeGreaterThan(PACKETS_PER_SECOND / 2)
  expect(stats?.packetsSent).toBeGreaterThan(PACKETS_PER_SECOND)
})

test('baresip calls a WebRTC phone, holds, resumes and hangs up', async () => {
  await rig.baresip.dial('sip:alice@softphone.test')
  await phone.answer()
  await rig.baresip.waitEstablished()
  await expect.poll(() => phone.heardTone()).toBe(440)
  await rig.baresip.hold()
  expect(await phone.answerReinvite()).toBe('sendonly')
  await rig.baresip.resume()
  expect(await phone.answerReinvite()).toBe('sendrecv')
  await rig.baresip.hangUp()
  await phone.waitHangUp()
})
