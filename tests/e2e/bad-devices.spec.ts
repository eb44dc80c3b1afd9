import type { Page } from '@playwright/test'

import type { SipSandbox } from '../../sandbox/sip'
import { DeskPage } from '../lib/desk-page'
import { listen, TONE_SHARE } from '../lib/heard'
import { expect, test } from './fixtures'

const TONE_HZ = 440

async function dial(desk: DeskPage, number: string): Promise<void> {
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill(number)
  await field.press('Enter')
}

async function openSound(desk: DeskPage): Promise<void> {
  await desk.goTo('Настройки')
  await desk.page.getByRole('button', { name: 'Звук и гарнитура', exact: true }).click()
}

async function packetsAt(sip: SipSandbox): Promise<number> {
  return (await sip.control.calls())[0]?.media.packetsReceived ?? 0
}

interface MediaPage {
  plugIn(): void
  unplug(kind: 'audioinput' | 'audiooutput'): void
}

/**
 * Fake devices cannot be pulled out, so the page's own doors to them are put behind a switch: unplugged, none is listed
 * or opened, and the open tracks end as Chromium ends those of a real headset.
 */
async function makePluggable(media: Page): Promise<void> {
  await media.evaluate(() => {
    const devices = navigator.mediaDevices
    const enumerate = devices.enumerateDevices.bind(devices)
    const open = devices.getUserMedia.bind(devices)
    const sink = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')?.value as (
      this: HTMLMediaElement,
      id: string,
    ) => Promise<void>
    const opened: MediaStreamTrack[] = []
    let gone: string | null = null
    devices.enumerateDevices = async () => (await enumerate()).filter(({ kind }) => kind !== gone)
    devices.getUserMedia = async (constraints) => {
      if (gone === 'audioinput') throw new DOMException('Requested device not found', 'NotFoundError')
      const stream = await open(constraints)
      opened.push(...stream.getAudioTracks())
      return stream
    }
    HTMLMediaElement.prototype.setSinkId = function (id: string) {
      if (gone !== 'audiooutput' || id === '') return sink.call(this, id)
      return Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
    }
    const change = (kind: string | null): void => {
      gone = kind
      devices.dispatchEvent(new Event('devicechange'))
    }
    Object.assign(window, {
      plugIn: () => {
        change(null)
      },
      unplug: (kind: string) => {
        change(kind)
        if (kind === 'audioinput') for (const track of opened) track.dispatchEvent(new Event('ended'))
      },
    })
  })
}

async function unplug(media: Page, kind: 'audioinput' | 'audiooutput'): Promise<void> {
  await media.evaluate((what) => {
    ;(window as unknown as MediaPage).unplug(what)
  }, kind)
}

async function plugIn(media: Page): Promise<void> {
  await media.evaluate(() => {
    ;(window as unknown as MediaPage).plugIn()
  })
}

test.describe('a microphone that is not there', () => {
  test('no microphone: said before the call leaves, and again in the settings; the number stays', async ({
    sip,
    launch,
  }) => {
    const app = await launch({ with: 'sip', microphone: 'none' })
    const desk = new DeskPage(await app.deskWindow())
    await dial(desk, '1001')
    // Both at once: a call that has ended is shown for a few seconds.
    await expect(desk.callBar).toContainText(
      /Микрофон не найден.*Подключите гарнитуру, проверьте её в «Настройки → Звук и гарнитура» и наберите снова\./,
    )
    expect((await sip.control.stats()).invites).toBe(0)
    await openSound(desk)
    await expect(desk.page.getByRole('alert')).toContainText(
      'Микрофон не найден. Подключите гарнитуру и проверьте в настройках звука, что её вход виден и не выключен.',
    )
    await desk.page.getByRole('button', { name: 'Проверить микрофон' }).click()
    await expect(desk.page.getByRole('button', { name: 'Проверить микрофон' })).toBeVisible()
  })

  test('no microphone and somebody calls: answering says why it cannot be @long', async ({ sip, launch }) => {
    const app = await launch({ with: 'sip', microphone: 'none' })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
    await sip.control.callUser({ to: 'agent', from: '+74950000440' })
    await desk.callBar.getByRole('button', { name: /^Ответить/ }).click()
    await expect(desk.callBar).toContainText('Микрофон не найден')
    await expect.poll(async () => (await sip.control.calls())[0]?.state).toBe('ended')
  })

  test('microphone refused: said with the way to allow it @long', async ({ sip, launch }) => {
    const app = await launch({ with: 'sip', microphone: 'refused' })
    const desk = new DeskPage(await app.deskWindow())
    await dial(desk, '1001')
    await expect(desk.callBar).toContainText(
      /Доступ к микрофону запрещён.*Разрешите Otklik доступ к микрофону в настройках системы: «Настройки → Звук и гарнитура» подскажет где\./,
    )
    expect((await sip.control.stats()).invites).toBe(0)
    await openSound(desk)
    await expect(desk.page.getByRole('alert')).toContainText('Доступ к микрофону запрещён. Проверьте в настройках')
  })

  test('unplugged during a call: said at once, the call stays, and the voice returns with the device', async ({
    sip,
    launch,
  }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    const media = await app.mediaWindow()
    await makePluggable(media)
    await dial(desk, '1001')
    await expect.poll(async () => (await listen(media, TONE_HZ)).share).toBeGreaterThan(TONE_SHARE)
    await expect.poll(async () => (await sip.control.calls())[0]?.loudness ?? 0).toBeGreaterThan(0.005)

    await unplug(media, 'audioinput')
    await expect(desk.callBar.getByRole('alert')).toContainText(
      'Микрофон отключился: вас не слышно. Подключите его снова или выберите другой в «Настройки → Звук и гарнитура».',
    )
    const before = await packetsAt(sip)
    await expect.poll(() => packetsAt(sip)).toBeGreaterThan(before + 50)
    await expect.poll(async () => (await listen(media, TONE_HZ)).share).toBeGreaterThan(TONE_SHARE)
    expect((await sip.control.calls())[0]?.state).toBe('answered')
    await expect.poll(async () => (await sip.control.calls())[0]?.loudness ?? 1).toBeLessThan(0.001)

    await plugIn(media)
    await expect(desk.callBar.getByRole('alert')).toHaveCount(0)
    await expect.poll(async () => (await sip.control.calls())[0]?.loudness ?? 0).toBeGreaterThan(0.005)
  })

  test('headphones unplugged during a call: the sound goes on elsewhere, and that is said @long', async ({
    launch,
  }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    const media = await app.mediaWindow()
    await makePluggable(media)
    await openSound(desk)
    await desk.page.getByRole('combobox', { name: 'Наушники или динамики для разговора' }).click()
    await desk.page.getByRole('option', { name: 'Fake Audio Output 2' }).click()
    await dial(desk, '1001')
    await expect.poll(async () => (await listen(media, TONE_HZ)).share).toBeGreaterThan(TONE_SHARE)
    await unplug(media, 'audiooutput')
    await expect(desk.callBar.getByRole('alert')).toContainText(
      'Наушники отключились: звук идёт на системное устройство. Подключите их снова или выберите другие.',
    )
    await openSound(desk)
    await expect(
      desk.page.getByText('Выбранное устройство сейчас не подключено, используется системное.'),
    ).toBeVisible()
    await expect.poll(async () => (await listen(media, TONE_HZ)).share).toBeGreaterThan(TONE_SHARE)
  })
})
