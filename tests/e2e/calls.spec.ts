import type { Page } from '@playwright/test'

import type { SipSandbox } from '../../sandbox/sip'
import { DeskPage } from '../lib/desk-page'
import { listen, TONE_SHARE } from '../lib/heard'
import { expect, test } from './fixtures'

const TONE_HZ = 440

async function dial(desk: DeskPage, number: string): Promise<void> {
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill(number)
  await field.press('Enter')
}

async function registered(desk: DeskPage): Promise<void> {
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
}

async function toneShare(media: Page): Promise<number> {
  return (await listen(media, TONE_HZ)).share
}

async function onlyCall(sip: SipSandbox) {
  const calls = await sip.control.calls()
  const [call] = calls
  if (!call || calls.length !== 1) throw new Error(`Expected one call at the sandbox, found ${calls.length}`)
  return call
}

test.describe('calls', () => {
  test('[K12] calls the tone: voice is heard, both directions count packets, hold and resume, digits, hang up', async ({
    sip,
    launch,
  }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await dial(desk, '1001')
    await expect(desk.callTimer).toBeVisible()
    const media = await app.mediaWindow()
    await expect.poll(() => toneShare(media)).toBeGreaterThan(TONE_SHARE)
    await expect.poll(async () => (await onlyCall(sip)).media.packetsReceived).toBeGreaterThan(50)

    await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).isHeld).toBe(true)
    await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).isHeld).toBe(false)
    await expect(desk.callBar.getByText('Собеседник поставил на удержание')).toHaveCount(0)
    await expect.poll(() => toneShare(media)).toBeGreaterThan(TONE_SHARE)

    await desk.callBar.getByRole('button', { name: /^Тоновый набор/ }).click()
    for (const digit of ['5', '9', '#'])
      await desk.page
        .getByRole('button', { name: `Клавиша ${digit}`, exact: true })
        .last()
        .click()
    await expect.poll(async () => (await onlyCall(sip)).dtmf).toBe('59#')
    await desk.page.keyboard.press('Escape')

    await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).ended).toBe('phone-hung-up')
    await expect(desk.page.getByLabel('История звонков').getByText('1001').first()).toBeVisible()
  })

  test('[H3] mute silences what leaves the computer @long', async ({ sip, launch }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await dial(desk, '1001')
    await expect.poll(async () => (await sip.control.calls())[0]?.loudness ?? 0).toBeGreaterThan(0.005)
    await desk.callBar.getByRole('button', { name: /^Выключить микрофон/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).loudness).toBeLessThan(0.001)
    await desk.callBar.getByRole('button', { name: /^Включить микрофон/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).loudness).toBeGreaterThan(0.005)
  })

  for (const [number, words, run] of [
    ['1004', 'Занято', ''],
    ['1005', 'Собеседник отклонил звонок', ' @long'],
    ['9999', 'Такого номера нет', ' @long'],
  ] as const) {
    test(`says what happened when ${number} refuses${run}`, async ({ launch }) => {
      const desk = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
      await registered(desk)
      await dial(desk, number)
      await expect(desk.callBar.getByText(words, { exact: false })).toBeVisible()
    })
  }

  test('a call that nobody takes can be cancelled @long', async ({ sip, launch }) => {
    const desk = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
    await registered(desk)
    await dial(desk, '1003')
    await expect(desk.callBar.getByText('Гудки')).toBeVisible()
    await desk.callBar.getByRole('button', { name: /^(Отменить|Завершить) звонок/ }).click()
    await expect.poll(async () => (await onlyCall(sip)).ended).toBe('cancelled')
  })

  test('[N6] an incoming call opens its own window, takes no focus, is answered there and heard', async ({
    avito,
    sip,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Ринат Валеев', text: 'Перезвоните, пожалуйста, после трёх' })
    const app = await launch({ with: 'both' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await desk.openChat('Ринат Валеев')
    await desk.composer.fill('Печатаю ')
    const callId = await sip.control.callUser({
      to: 'agent',
      from: '+78435550172',
      displayName: 'Ринат',
      plays: 'tone',
    })
    const incoming = await app.incomingWindow()
    await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
    // As tall as its words: nothing is cut off and nothing is empty.
    await expect
      .poll(() => incoming.evaluate(() => window.innerHeight - Math.ceil(document.body.getBoundingClientRect().height)))
      .toBe(0)
    await desk.page.keyboard.type('и печатаю')
    await expect(desk.composer).toHaveValue('Печатаю и печатаю')
    await incoming.getByRole('button', { name: /^Ответить/ }).click()
    const media = await app.mediaWindow()
    await expect.poll(() => toneShare(media)).toBeGreaterThan(TONE_SHARE)
    await sip.control.hangUp(callId)
    await expect(desk.callBar.getByText('Собеседник завершил звонок')).toBeVisible()
  })

  test('[C8] [K10] a client is known at the first ring, the card opens on answer, and what is written outlives the desk', async ({
    avito,
    sip,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Ринат Валеев', text: 'Перезвоните, пожалуйста' })
    await avito.control.clientWrites({ clientName: 'Дарья Смирнова', text: 'Здравствуйте' })
    const app = await launch({ with: 'both' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await desk.openChat('Ринат Валеев')
    await desk.page.getByRole('button', { name: 'Указать телефон' }).click()
    await desk.page.getByRole('textbox', { name: 'Телефон клиента' }).fill('+7 843 555-01-72')
    await desk.page.keyboard.press('Enter')
    await desk.openChat('Дарья Смирнова')
    const callId = await sip.control.callUser({ to: 'agent', from: '88435550172', plays: 'tone' })
    const incoming = await app.incomingWindow()
    const ringing = incoming.getByRole('article', { name: 'Входящий звонок: Ринат Валеев' })
    await expect(ringing.getByText('Перезвоните, пожалуйста')).toBeVisible()
    await ringing.getByRole('button', { name: /^Ответить/ }).click()
    await expect(desk.page.getByRole('heading', { name: 'Ринат Валеев' })).toBeVisible()
    await expect(desk.callTimer).toBeVisible()
    await expect(desk.callBar.getByRole('button', { name: /^Комментарий к.звонку/ })).toBeVisible()

    await desk.page.keyboard.press('Control+Shift+Digit6')
    const remark = desk.page.getByRole('textbox', { name: /^Комментарий к.звонку: Ринат Валеев$/ })
    await remark.fill('Ждёт договор в среду')
    await remark.blur()
    await desk.page.reload()
    await expect(desk.callTimer).toBeVisible()
    await desk.page.keyboard.press('Control+Shift+Digit6')
    await expect(remark).toHaveValue('Ждёт договор в среду')
    await sip.control.hangUp(callId)
    await desk.openChat('Ринат Валеев')
    await expect(desk.timeline.getByRole('note').getByText('Ждёт договор в среду')).toBeVisible()
  })

  test('[K11] reloading the desk window during a call changes nothing of the call @long', async ({ sip, launch }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await dial(desk, '1001')
    const media = await app.mediaWindow()
    await expect.poll(() => toneShare(media)).toBeGreaterThan(TONE_SHARE)
    const before = (await onlyCall(sip)).media.packetsReceived
    await desk.page.reload()
    // Heard through half a second of a machine that is busy with the reload: one try may catch a gap.
    await expect.poll(() => toneShare(media)).toBeGreaterThan(TONE_SHARE)
    await expect(desk.callBar.getByRole('button', { name: /^Завершить звонок/ })).toBeVisible()
    await expect.poll(async () => (await onlyCall(sip)).media.packetsReceived).toBeGreaterThan(before + 25)
  })

  test('[K11] kill -9 of the media window: the voice returns by itself', async ({ sip, launch }) => {
    const app = await launch({ with: 'sip' })
    const desk = new DeskPage(await app.deskWindow())
    await registered(desk)
    await dial(desk, '1001')
    const first = await app.mediaWindow()
    await expect.poll(() => toneShare(first)).toBeGreaterThan(TONE_SHARE)
    const pid = await app.rendererPid('media.html')
    if (pid === null) throw new Error('The media window has no process')
    process.kill(pid, 'SIGKILL')
    await expect
      .poll(
        async () => {
          const media = app.app
            .windows()
            .filter((page) => page.url().includes('media.html') && !page.isClosed())
            .at(-1)
          return media ? await toneShare(media).catch(() => 0) : 0
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(TONE_SHARE)
    expect((await onlyCall(sip)).state).toBe('answered')
  })

  test('[K10] a call from a chat stands in its timeline @long', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Дарья Смирнова', text: 'Позвоните мне' })
    const desk = new DeskPage(await (await launch({ with: 'both' })).deskWindow())
    await registered(desk)
    await desk.openChat('Дарья Смирнова')
    await desk.page
      .getByRole('button', { name: /^Позвонить/ })
      .first()
      .click()
    await desk.page.getByRole('textbox', { name: 'Телефон клиента' }).fill('+7 495 000-04-40')
    await desk.page.getByRole('button', { name: 'Сохранить и позвонить' }).click()
    await expect(desk.callTimer).toBeVisible()
    await desk.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
    await expect(desk.timeline.getByText('Исходящий звонок')).toBeVisible()
  })
})
