import type { SipSandbox } from '../../sandbox/sip'
import { YEALINK } from '../../shared/domain/headset/testing/virtual-models'
import { DeskPage } from '../lib/desk-page'
import { listen, TONE_SHARE } from '../lib/heard'
import { HeadsetInHand } from '../lib/virtual-headset'
import { expect, test } from './fixtures'

const TONE_HZ = 440
const LIMIT = { timeout: 60_000 }
/** What the callee hears of a microphone, and of none. */
const HEARD = 0.005
const SILENT = 0.001

function loudness(sip: SipSandbox) {
  return expect.poll(async () => (await sip.control.calls())[0]?.loudness ?? 0, LIMIT)
}

test.describe('a headset', () => {
  test('[H1][H3][H4] answers, mutes what the other side hears, survives unplugging and hangs up', async ({
    sip,
    launch,
  }) => {
    const app = await launch({ with: 'sip' })
    const headset = await HeadsetInHand.plugInto(app, YEALINK)
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    // This Electron has WebHID and lets the media window use it; this machine has no such device.
    expect(await headset.realDevices()).toBe(0)

    await sip.control.callUser({ to: 'agent', from: '+78435550172', displayName: 'Ринат', plays: 'tone' })
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ ring: true, offHook: false })
    await headset.press('hook')
    const media = await app.mediaWindow()
    await expect.poll(async () => (await listen(media, TONE_HZ)).share, LIMIT).toBeGreaterThan(TONE_SHARE)
    await loudness(sip).toBeGreaterThan(HEARD)
    expect(await headset.state()).toMatchObject({ ring: false, offHook: true, muted: false })

    // Muted on the headset: silent there, and said here.
    await headset.press('mute')
    await loudness(sip).toBeLessThan(SILENT)
    await expect(desk.callBar.getByRole('button', { name: /^Включить микрофон/ })).toBeVisible()
    expect(await headset.state()).toMatchObject({ muted: true })

    // Another one out of its box does not know of the mute: it is told, and nobody is heard meanwhile.
    await headset.unplug()
    await headset.plugAgain()
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ offHook: true, muted: true })
    await loudness(sip).toBeLessThan(SILENT)

    await desk.callBar.getByRole('button', { name: /^Включить микрофон/ }).click()
    await loudness(sip).toBeGreaterThan(HEARD)
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ muted: false })

    await headset.press('hold')
    await expect(desk.callBar.getByRole('button', { name: /^Снять с удержания/ })).toBeVisible()
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ hold: true })
    // Half a second after the light a press may be its echo: a person who is that quick presses again.
    await expect(async () => {
      await headset.press('hold')
      await expect.poll(() => headset.state(), { timeout: 2_000 }).toMatchObject({ hold: false })
    }).toPass(LIMIT)
    await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()

    await headset.press('hook')
    await expect.poll(async () => (await sip.control.calls())[0]?.ended, LIMIT).toBe('phone-hung-up')
    await expect.poll(() => headset.state(), LIMIT).toEqual({ offHook: false, muted: false, ring: false, hold: false })

    // The settings say what it can do and try its keys, the lights of the headset with them.
    await desk.goTo('Настройки')
    await desk.page.getByRole('button', { name: 'Звук и гарнитура', exact: true }).click()
    const row = desk.page.getByRole('group', { name: 'Звук и гарнитура' })
    await expect(row.getByText('ответить и завершить', { exact: false })).toBeVisible()
    await row.getByRole('button', { name: 'Проверить кнопки' }).click()
    await expect(row.getByText('Нажмите на ней кнопку ответа', { exact: false })).toBeVisible()
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ ring: true })
    await headset.press('hook')
    await expect(row.getByText('Нажмите кнопку выключения микрофона.')).toBeVisible()
    await row.getByRole('button', { name: 'Закончить проверку' }).click()
    await expect.poll(() => headset.state(), LIMIT).toMatchObject({ offHook: false, ring: false })
    await headset.unplug()
    await expect(row.getByText('работает только звук', { exact: false })).toBeVisible()
  })
})
