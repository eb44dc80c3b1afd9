import { expect, type TestDetails } from '@playwright/test'

import { isLongRun } from '#shared/testing/test-run'
import { interop, TRANSPORTS, type Transport } from '../interop-table'
import { test } from '../interop-test'
import type { BaresipPhone } from '../rig/baresip-phone'
import { MediaDesk, type Media } from './media-desk'

/** In the gate: one of each, in the clear and encrypted. */
const IN_GATE: readonly (readonly [Media, Transport])[] = [
  ['WebRTC', 'ws'],
  ['RTP', 'tcp'],
  ['SDES-SRTP', 'tls'],
]
const ALL = (['WebRTC', 'RTP', 'SDES-SRTP'] as const).flatMap((media) =>
  TRANSPORTS.map((transport) => [media, transport] as const),
)
const PEERS: Readonly<Record<Media, string>> = {
  WebRTC: 'baresip behind Kamailio and rtpengine',
  RTP: 'baresip, media without a server between',
  'SDES-SRTP': 'baresip, media without a server between',
}

for (const [media, transport] of isLongRun ? ALL : IN_GATE) {
  test.describe(`${media} over ${transport}`, () => {
    const proves = (...features: readonly string[]): TestDetails => ({
      annotation: features.flatMap(
        (feature) => interop({ feature, media, peer: PEERS[media] }, transport).annotation ?? [],
      ),
    })
    let own: MediaDesk

    test.beforeAll(async ({ rig }) => {
      own = await MediaDesk.launch(rig, transport, media)
    })
    test.afterAll(async () => {
      await own.close()
    })
    test.afterEach(async () => {
      await own.endsAll()
    })

    const outgoing = '[K8] [K9] calls: heard both ways, muted, held, digits arrive, figures add up'
    test(outgoing, proves('call, tones both ways', 'mute', 'hold, resume', 'DTMF by RFC 4733'), async () => {
      const phone = await own.talk()
      await heardBothWays(phone)

      await own.press(/^Выключить микрофон/)
      await own.isSilentTo(phone)
      await own.press(/^Включить микрофон/)
      await own.isHeardBy(phone)

      await own.press(/^Удержать/)
      await own.hearsNothing()
      await own.press(/^Снять с удержания/)
      await own.hearsTone()

      await own.press(/^Тоновый набор/)
      for (const digit of ['1', '0', '#'])
        await own.desk.page
          .getByRole('button', { name: `Клавиша ${digit}`, exact: true })
          .last()
          .click()
      await expect.poll(() => phone.receivedDtmf(), { timeout: 10_000 }).toBe('10#')
      await own.desk.page.keyboard.press('Escape')

      await own.press(/^Завершить звонок/)
      await phone.waitClosed()
      await expect.poll(() => phone.rtpStats()?.packetsReceived ?? 0).toBeGreaterThan(100)
    })

    const incoming = '[K9] is called: answered in the call window, heard both ways, held there, ended there'
    test(incoming, proves('called, tones both ways', 'held, resumed'), async ({ rig }) => {
      const phone = await own.peer()
      await phone.dial(`sip:${own.user}@${rig.kamailio.domain}`)
      const window = await own.app.incomingWindow()
      await window.getByRole('button', { name: /^Ответить/ }).click({ timeout: 15_000 })
      await phone.waitEstablished()
      await heardBothWays(phone)
      await phone.hold()
      await expect(own.desk.callBar.getByText('Собеседник поставил на удержание')).toBeVisible({ timeout: 10_000 })
      await phone.resume()
      await expect(own.desk.callBar.getByText('Собеседник поставил на удержание')).toHaveCount(0)
      await own.hearsTone()
      await phone.hangUp()
      await expect(own.desk.callBar.getByText('Собеседник завершил звонок')).toBeVisible({ timeout: 10_000 })
    })

    // With SDES baresip tells of no sound before it has answered (impossible.ts).
    if (media !== 'SDES-SRTP')
      test('[K8] is heard by who rings, before the answer', proves('early media, heard there'), async ({ rig }) => {
        const phone = await rig.baresip('early')
        await own.dial('early')
        // Our voice has reached it before anyone answered; itself, baresip says nothing until then.
        await phone.waitEvent('CALL_RTPESTAB')
        await phone.accept()
        await heardBothWays(phone)
        await own.press(/^Завершить звонок/)
        await phone.waitClosed()
      })

    test(
      '[C8] joins two calls: both are heard here, and the first by the second',
      proves('three-way conference'),
      async () => {
        await own.talk()
        await own.hearsTone()
        const second = await own.talk('other')
        await own.press(/^Объединить разговоры/)
        // Three voices at once: each of them is a part of what is heard.
        await own.hearsTone(440, 0.2)
        await own.hearsTone(1000, 0.2)
        // Of the one who waited meanwhile baresip's recorder tells nothing any more: it stops with the first re-INVITE.
        await expect.poll(() => second.recordedShare(440), { timeout: 20_000 }).toBeGreaterThan(0.2)
      },
    )

    async function heardBothWays(phone: BaresipPhone): Promise<void> {
      await own.hearsTone()
      await own.isHeardBy(phone)
    }
  })
}
