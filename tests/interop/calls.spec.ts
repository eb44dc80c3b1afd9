import { expect, test as base, type Page } from '@playwright/test'

import { isLongRun } from '#shared/testing/test-run'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { listen, TONE_SHARE } from '../lib/heard'
import { interop } from './interop-table'
import { startRig, type Rig } from './rig/start-rig'

const TONE_HZ = 440
const TRANSPORTS = ['ws', 'wss', 'tcp', 'tls'] as const
/** In the gate: one in the clear and one encrypted. */
const TRIED = isLongRun ? TRANSPORTS : (['ws', 'tls'] as const)
const PEER = 'baresip behind Kamailio and rtpengine'

interface Fixtures {
  readonly transport: (typeof TRANSPORTS)[number]
  readonly rig: Rig
  readonly app: ElectronDesk
  readonly desk: DeskPage
}

/** Otklik registered as alice at Kamailio, baresip as bob, rtpengine between WebRTC and plain RTP. */
const test = base.extend<Fixtures>({
  transport: ['ws', { option: true }],
  rig: async ({}, use) => {
    const rig = await startRig()
    await use(rig)
    await rig.stop()
  },
  app: async ({ rig, transport }, use) => {
    const profile = await makeProfile()
    const [alice] = rig.kamailio.users
    if (!alice) throw new Error('The rig has no user')
    const server = { path: '/', ...rig.kamailio[transport] }
    const app = await ElectronDesk.launch({
      profile,
      demo: {
        sip: {
          label: 'АТС',
          transport,
          host: server.host,
          port: server.port,
          webSocketPath: server.path,
          domain: rig.kamailio.domain,
          user: alice.user,
          password: alice.password,
          pinnedFingerprint: rig.kamailio.fingerprint,
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

async function share(media: Page): Promise<number> {
  return (await listen(media, TONE_HZ)).share
}

async function hearTone(media: Page): Promise<void> {
  await expect.poll(() => share(media), { timeout: 20_000 }).toBeGreaterThan(TONE_SHARE)
}

async function dialBob(desk: DeskPage, rig: Rig): Promise<void> {
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill('bob')
  await field.press('Enter')
  await rig.baresip.waitIncoming()
  await rig.baresip.accept()
}

for (const transport of TRIED) {
  test.describe(`through Kamailio over ${transport}`, () => {
    test.use({ transport })

    const outgoing = '[K9] outgoing: tone heard, hold and resume, digits arrive, figures add up'
    test(outgoing, interop('call, hold, DTMF', `${transport}, WebRTC`, PEER), async ({ rig, app, desk }) => {
      await dialBob(desk, rig)
      const media = await app.mediaWindow()
      await hearTone(media)

      await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
      await expect.poll(async () => (await listen(media, TONE_HZ)).loudness, { timeout: 10_000 }).toBeLessThan(0.005)
      await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
      await hearTone(media)

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
    })

    const incoming = '[K9] incoming: answered in the call window, heard, ended by the other side'
    test(incoming, interop('called', `${transport}, WebRTC`, PEER), async ({ rig, app, desk }) => {
      await rig.baresip.dial('sip:alice@softphone.test')
      const incoming = await app.incomingWindow()
      await incoming.getByRole('button', { name: /^Ответить/ }).click({ timeout: 15_000 })
      await rig.baresip.waitEstablished()
      await hearTone(await app.mediaWindow())
      await rig.baresip.hangUp()
      await expect(desk.callBar.getByText('Собеседник завершил звонок')).toBeVisible({ timeout: 10_000 })
    })
  })
}

const reload = '[K11] reloading the desk window during a call loses no sound'
test(reload, interop('desk reloaded in a call', 'ws, WebRTC', PEER), async ({ rig, app, desk }) => {
  await dialBob(desk, rig)
  const media = await app.mediaWindow()
  await hearTone(media)
  const reloading = desk.page.reload()
  expect(await share(media)).toBeGreaterThan(TONE_SHARE)
  await reloading
  expect(await share(media)).toBeGreaterThan(TONE_SHARE)
  await expect(desk.callBar.getByRole('button', { name: /^Завершить звонок/ })).toBeVisible()
})

test(
  'the other side holds and resumes: the screen says so',
  interop('held', 'ws, WebRTC', PEER),
  async ({ rig, app, desk }) => {
    await dialBob(desk, rig)
    await hearTone(await app.mediaWindow())
    await rig.baresip.hold()
    await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toBeVisible({ timeout: 10_000 })
    await rig.baresip.resume()
    await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toHaveCount(0)
    await hearTone(await app.mediaWindow())
  },
)
