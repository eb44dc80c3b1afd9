import { join } from 'node:path'

import { expect, test as base, type Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { listen, TONE_SHARE } from '../lib/heard'
import { interop } from './interop-table'
import { startRig, type Rig } from './rig/start-rig'
import { writeTone } from './rig/write-tone'

/** What baresip says. */
const TONE_HZ = 440
/** What the microphone hears. */
const SAID_HZ = 600
const CAROL = 2
/** Out of step with what the microphone hears: that tone pauses once a second. */
const OFTEN_MS = 130
const PEER = 'baresip, media without a server between'

interface Fixtures {
  readonly media: 'rtp' | 'srtp'
  readonly isEarly: boolean
  readonly rig: Rig
  readonly app: ElectronDesk
  readonly desk: DeskPage
}

/** Otklik registered as carol, whose media passes no rtpengine: the gateway and baresip speak to each other. */
const test = base.extend<Fixtures>({
  media: ['rtp', { option: true }],
  isEarly: [false, { option: true }],
  rig: async ({ media, isEarly }, use) => {
    const rig = await startRig({ isEncrypted: media === 'srtp', isEarly })
    await use(rig)
    await rig.stop()
  },
  app: async ({ rig, media }, use) => {
    const profile = await makeProfile()
    const carol = rig.kamailio.users[CAROL]
    if (!carol) throw new Error('The rig has no such user')
    const { host, port } = rig.kamailio.tcp
    const said = join(rig.folder, 'said.wav')
    await writeTone(said, SAID_HZ)
    const app = await ElectronDesk.launch({
      profile,
      chromiumArgs: [`--use-file-for-fake-audio-capture=${said}`],
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

async function dialBob(desk: DeskPage): Promise<void> {
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill('bob')
  await field.press('Enter')
}

async function speakBothWays(window: Page, rig: Rig): Promise<void> {
  await hearTone(window)
  await expect.poll(() => rig.baresip.recordedTone(), { timeout: 20_000, intervals: [OFTEN_MS] }).toBe(SAID_HZ)
}

async function holdAndResume(desk: DeskPage, window: Page): Promise<void> {
  await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
  await hearNothing(window)
  await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
  await hearTone(window)
}

test.describe('an exchange that opens the way while it rings', () => {
  test.use({ isEarly: true })

  const byRtp = '[K8] [K9] outgoing by RTP: heard before the answer, both ways, hold and resume, digits, figures'
  test(byRtp, interop('early media, call, hold, DTMF', 'tcp, RTP', PEER), async ({ rig, app, desk }) => {
    await dialBob(desk)
    // Our voice has reached it before anyone answered; itself, baresip says nothing until then.
    await rig.baresip.waitEvent('CALL_RTPESTAB')
    const window = await app.mediaWindow()
    await rig.baresip.accept()
    await speakBothWays(window, rig)
    await holdAndResume(desk, window)

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
})

const killed = '[K8] [K11] incoming by RTP: held by the other side, and the gateway killed in the middle'
test(killed, interop('called, held, gateway killed', 'tcp, RTP', PEER), async ({ rig, app, desk }) => {
  await rig.baresip.dial('sip:carol@softphone.test')
  const incoming = await app.incomingWindow()
  await incoming.getByRole('button', { name: /^Ответить/ }).click({ timeout: 15_000 })
  await rig.baresip.waitEstablished()
  const window = await app.mediaWindow()
  await speakBothWays(window, rig)
  await rig.baresip.hold()
  await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toBeVisible({ timeout: 10_000 })
  await rig.baresip.resume()
  await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toHaveCount(0)
  await hearTone(window)

  const killed = await app.gatewayPid()
  if (killed === null) throw new Error('No gateway process is running')
  process.kill(killed, 'SIGKILL')
  await hearNothing(window)
  await speakBothWays(window, rig)
  expect(await app.gatewayPid()).not.toBe(killed)

  await rig.baresip.hangUp()
  await expect(desk.callBar.getByText('Собеседник завершил звонок')).toBeVisible({ timeout: 10_000 })
})

test.describe('an exchange that insists on SDES', () => {
  test.use({ media: 'srtp' })

  const bySdes = '[K8] [K9] outgoing by SDES-SRTP: both ways, hold and resume'
  test(bySdes, interop('call, hold', 'tcp, SDES-SRTP', PEER), async ({ rig, app, desk }) => {
    await dialBob(desk)
    await rig.baresip.waitIncoming()
    await rig.baresip.accept()
    const window = await app.mediaWindow()
    await speakBothWays(window, rig)
    await holdAndResume(desk, window)
    await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
    await rig.baresip.waitClosed()
  })
})
