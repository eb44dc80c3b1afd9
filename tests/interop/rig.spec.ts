import { expect } from '@playwright/test'
import { EarPhone } from './ear-phone'
import { test } from './interop-test'

/** Of 20 ms each. */
const PACKETS_PER_SECOND = 50

test('a WebRTC phone calls baresip through Kamailio and rtpengine, and both hear each other', async ({ rig }) => {
  const [phone, bob] = [await EarPhone.register(rig.kamailio, 'earOne'), await rig.baresip('bob')]
  try {
    const call = phone.call('bob')
    const incoming = await bob.waitIncoming()
    expect(incoming.peerUri).toContain('earOne@softphone.test')
    await bob.accept()
    const { sendDigit, hangUp } = await call
    phone.say(600)
    await expect.poll(() => phone.heardTone()).toBe(440)
    await expect.poll(() => bob.recordedTone()).toBe(600)
    // The call lasts until each side has surely carried a second of sound by the other's own count.
    await expect.poll(() => bob.recordedMs()).toBeGreaterThan(1_000)
    await expect.poll(() => phone.packetsHeard()).toBeGreaterThan(PACKETS_PER_SECOND)
    expect([await sendDigit('5'), await sendDigit('#')]).toEqual([200, 200])
    await expect.poll(() => bob.receivedDtmf()).toBe('5#')
    expect(await hangUp()).toBe(200)
    await bob.waitClosed()
    await expect.poll(() => bob.rtpStats()).toBeDefined()
    const stats = bob.rtpStats()
    expect(stats?.packetsReceived).toBeGreaterThan(PACKETS_PER_SECOND / 2)
    expect(stats?.packetsSent).toBeGreaterThan(PACKETS_PER_SECOND)
  } finally {
    await phone.close()
    await rig.untilIdle()
  }
})

test('baresip calls a WebRTC phone, holds, resumes and hangs up', async ({ rig }) => {
  const [phone, bob] = [await EarPhone.register(rig.kamailio, 'earTwo'), await rig.baresip('bob')]
  try {
    await bob.dial('sip:earTwo@softphone.test')
    await phone.answer()
    await bob.waitEstablished()
    await expect.poll(() => phone.heardTone()).toBe(440)
    await bob.hold()
    expect(await phone.answerReinvite()).toBe('sendonly')
    await bob.resume()
    expect(await phone.answerReinvite()).toBe('sendrecv')
    await bob.hangUp()
    await phone.waitHangUp()
  } finally {
    await phone.close()
    await rig.untilIdle()
  }
})
