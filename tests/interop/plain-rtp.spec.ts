import { expect, test as base, type Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { listen, TONE_SHARE } from '../lib/heard'
import { startRig, type Rig } from './rig/start-rig'

/** What baresip says. */
const TONE_HZ = 440
const CAROL = 2

interface Fixtures {
  readonly media: 'rtp' | 'srtp'
  readonly rig: Rig
  readonly app: ElectronDesk
  readonly desk: DeskPage
}

/** Otklik registered as carol, whose media passes no rtpengine: the gateway and baresip speak to each other. */
const test = base.extend<Fixtures>({
  media: ['rtp', { option: true }],
  rig: async ({ media }, use) => {
    const rig = await startRig({ isEncrypted: media === 'srtp' })
    await use(rig)
    await rig.stop()
  },
  app: async ({ rig, media }, use) => {
    const profile = await makeProfile()
    const carol = rig.kamailio.users[CAROL]
    if (!carol) throw new Error('The rig has no such user')
    const { host, port } = rig.kamailio.tcp
    const app = await ElectronDesk.launch({
      profile,
      demo: {
        sip: {
          label: 'АТС',
          transport: 'tcp',
          media,
          host,
          port,
          webSocketPath: '/',
          domain: rig.kamailio.domain,
          user: carol.user,
          password: carol.password,
        },
      },
    })
    await use(app)
    await app.close()
    removeProfile(profile)
  },
  desk: async ({ app }, use) => {
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible({ timeout: 20_000 })
    await use(desk)
  },
})

async function hearTone(media: Page): Promise<void> {
  await expect.poll(async () => (await listen(media, TONE_HZ)).share, { timeout: 20_000 }).toBeGreaterThan(TONE_SHARE)
}

async function hearNothing(media: Page): Promise<void> {
  await expect.poll(async () => (await listen(media, TONE_HZ)).loudness, { timeout: 10_000 }).toBeLessThan(0.005)
}

async function dialBob(desk: DeskPage, rig: Rig): Promise<void> {
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill('bob')
  await field.press('Enter')
  await rig.baresip.waitIncoming()
}

for (const media of ['rtp', 'srtp'] as const) {
  test.describe(`baresip by ${media}`, () => {
    test.use({ media })

    test('[K8] [K9] outgoing: heard both ways, hold and resume, digits arrive, figures add up', async ({
      rig,
      app,
      desk,
    }) => {
      await dialBob(desk, rig)
      await rig.baresip.accept()
      const window = await app.mediaWindow()
      await hearTone(window)
      // Chromium's fake microphone beeps; what baresip decodes is no silence.
      await expect.poll(() => rig.baresip.recordedMs()).toBeGreaterThan(1_000)

      await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
      await hearNothing(window)
      await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
      await hearTone(window)

      await desk.callBar.getByRole('button', { name: /^Тоновый набор/ }).click()
      for (const digit of ['1', '0', '#'])
        await desk.page
          .getByRole('button', { name: `Клавиша ${digit}`, exact: true })
          .last()
          .click()
      await expect.poll(() => rig.baresip.receivedDtmf(), { timeout: 10_000 }).toBe('10#')
      await desk.page.keyboard.press('Escape')

      await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
      await rig.baresip.waitClosed()
      await expect.poll(() => rig.baresip.rtpStats()?.packetsReceived ?? 0).toBeGreaterThan(100)
      expect(rig.baresip.rtpStats()?.packetsLost).toBe(0)
    })

    test('[K8] [K9] incoming: heard, held and resumed by the other side, ended by it', async ({ rig, app, desk }) => {
      await rig.baresip.dial('sip:carol@softphone.test')
      const incoming = await app.incomingWindow()
      await incoming.getByRole('button', { name: /^Ответить/ }).click({ timeout: 15_000 })
      await rig.baresip.waitEstablished()
      const window = await app.mediaWindow()
      await hearTone(window)
      await rig.baresip.hold()
      await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toBeVisible({ timeout: 10_000 })
      await rig.baresip.resume()
      await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toHaveCount(0)
      await hearTone(window)
      await rig.baresip.hangUp()
      await expect(desk.callBar.getByText('Собеседник завершил звонок')).toBeVisible({ timeout: 10_000 })
    })
  })
}
