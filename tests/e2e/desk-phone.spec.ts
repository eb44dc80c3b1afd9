import { get } from 'node:http'

import type { Locator } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { DeskPhoneAtHand } from '../lib/desk-phone-at-hand'
import { expect, test } from './fixtures'

const YEALINK = 'Yealink SIP-T31'
const CLIENT = '+79172041833'
/** What the phone answers while it asks the person on its display, is waited for this long. */
const SILENCE = { timeout: 60_000 }

test.describe('a desk phone', () => {
  test('[D1][D2][D3][D6][D7] is set up, dials, answers, holds, mutes, sends tones, transfers and hangs up', async ({
    launch,
  }) => {
    const app = await launch({ with: 'nothing' })
    const desk = new DeskPage(await app.deskWindow())
    const { page } = desk
    const phone = await DeskPhoneAtHand.put(app, desk, 'yealink')
    const { bar, control } = phone
    const press = (name: RegExp): Promise<void> => bar.getByRole('button', { name }).click()

    // A new Yealink lets nobody control it: that is said, and the file opens it to this computer alone.
    await phone.enter(YEALINK, '201')
    await expect(
      page.getByText('Телефон не разрешает управлять им с этого компьютера.', { exact: false }),
    ).toBeVisible()
    const file = await phone.loadFile()
    await page.getByRole('button', { name: 'Проверить связь' }).click()
    await expect(page.getByText('Телефон отвечает и принимает этот пароль.')).toBeVisible()

    await desk.goTo('Звонки')
    await page.getByRole('textbox', { name: 'Номер или имя SIP' }).fill(CLIENT)
    await page.getByRole('button', { name: 'Набрать на телефоне' }).click()
    await expect(bar.getByRole('status')).toHaveText('Набираем…')
    const [dialled] = (await control.truth()).calls
    expect(dialled?.number).toBe('79172041833')
    await control.farAnswers(dialled?.id ?? '')
    await expect(bar.getByRole('status')).toHaveText('Разговор')

    await press(/^Удержать/)
    await expect(bar.getByRole('status')).toHaveText('На удержании')
    expect(await phone.phases()).toEqual(['held'])
    await press(/^Снять с удержания/)
    await expect(bar.getByRole('status')).toHaveText('Разговор')

    await press(/^Выключить микрофон/)
    await expect(bar.getByText('Микрофон выключен')).toBeVisible()
    expect((await control.truth()).isMuted).toBe(true)
    // By a hand at the phone: the screen follows.
    await control.humanDoes('mute')
    await expect(bar.getByRole('button', { name: /^Выключить микрофон/ })).toBeVisible()

    await press(/^Тоновый набор/)
    for (const digit of ['4', '2', '#']) await keyOf(desk, digit).click()
    await expect.poll(async () => (await control.truth()).tones).toBe('42#')
    await page.keyboard.press('Escape')

    await press(/^Перевести звонок/)
    await page.getByRole('textbox', { name: 'На какой номер' }).fill('105')
    await page.keyboard.press('Enter')
    await expect(bar).toHaveCount(0)
    expect((await control.truth()).transferred).toEqual([{ number: '79172041833', to: '105' }])

    await control.ring('79053184420')
    await expect(bar.getByRole('status')).toHaveText('Звонит телефон')
    await expect(bar.getByText('+7 905 318-44-20')).toBeVisible()
    await press(/^Ответить/)
    await expect(bar.getByRole('status')).toHaveText('Разговор')
    await press(/^Завершить звонок/)
    await expect(bar).toHaveCount(0)
    expect(await phone.phases()).toEqual([])
    const history = page.getByLabel('История звонков')
    await expect(history.getByText(/^Исходящий · /)).toHaveCount(1)
    await expect(history.getByText(/^Входящий · /)).toHaveCount(1)

    // A stranger who knows the whole address, and one at the phone's place without the secret word.
    const url = new URL(/http:\S+\/incoming/.exec(file)?.[0] ?? '')
    const answers = [await statusOf(url, '127.0.0.2'), await statusOf(new URL('/desk-phone/guess/incoming', url))]
    expect(answers).toEqual([403, 403])
    await expect(bar).toHaveCount(0)
    await phone.openSettings()
    await expect(page.getByText('Отклонено 2 чужих запроса, последний с адреса 127.0.0.1.')).toBeVisible()
    await phone.sandbox.stop()
  })

  test('[D2][K10][K18] its calls stand once in the timeline of the client, also when a kill comes between @long', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Лия Саттарова', text: 'Позвоните мне' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    const phone = await DeskPhoneAtHand.put(app, desk, 'yealink')
    await phone.enter(YEALINK)
    await phone.loadFile()
    await desk.goTo('Чаты')
    await desk.openChat('Лия Саттарова')

    // The client's number is not known yet: it is asked for, kept, and dialled on the only telephone that there is.
    await desk.page
      .getByRole('main')
      .getByRole('button', { name: 'Позвонить: телефон клиента неизвестен, можно ввести' })
      .click()
    await desk.page.getByRole('textbox', { name: 'Телефон клиента' }).fill(CLIENT)
    await desk.page.getByRole('button', { name: 'Сохранить и позвонить' }).click()
    await expect(phone.bar.getByRole('status')).toHaveText('Набираем…')
    const dialled = (await phone.control.truth()).calls[0]?.id ?? ''
    await phone.control.farAnswers(dialled)
    await expect(phone.bar.getByRole('status')).toHaveText('Разговор')
    await app.killMain()

    const again = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    const bar = again.page.getByRole('region', { name: 'Настольный телефон' })
    await expect(bar.getByText('Телефон этого не подтвердил: проверьте по его экрану')).toBeVisible()
    await phone.control.farHangsUp(dialled)
    await expect(bar).toHaveCount(0)
    const missed = await phone.control.ring('79172041833')
    await expect(bar.getByRole('status')).toHaveText('Звонит телефон')
    await phone.control.farHangsUp(missed ?? '')
    await expect(bar).toHaveCount(0)

    await again.goTo('Чаты')
    await again.openChat('Лия Саттарова')
    await expect(again.timeline.getByText(/^Исходящий звонок/)).toHaveCount(1)
    await expect(again.timeline.getByText(/разговор/)).toHaveCount(1)
    await expect(again.timeline.getByText(/пропущен/i)).toHaveCount(1)
    await again.page.getByRole('main').getByRole('button', { name: 'Позвонить: выбрать, куда' }).click()
    await again.page.getByRole('menuitem', { name: /^На настольном телефоне/ }).click()
    await expect(bar.getByRole('status')).toHaveText('Набираем…')
    await phone.sandbox.stop()
  })

  test('[D4] that asks the person before it obeys, and another model behind the address, say so @long', async ({
    launch,
  }) => {
    const app = await launch({ with: 'nothing' })
    const desk = new DeskPage(await app.deskWindow())
    const { page } = desk
    const phone = await DeskPhoneAtHand.put(app, desk, 'yealink')
    await phone.control.change({ allowed: 'any' })

    await phone.enter('Fanvil X3S')
    await expect(page.getByText('телефон другой модели', { exact: false })).toContainText(`Похоже, там ${YEALINK}.`)

    await phone.enter(YEALINK)
    await expect(page.getByText('Телефон отвечает и принимает этот пароль.')).toBeVisible()
    await desk.goTo('Звонки')
    await page.getByRole('textbox', { name: 'Номер или имя SIP' }).fill(CLIENT)
    const dial = page.getByRole('button', { name: 'Набрать на телефоне' })
    await dial.click()
    await expect(page.getByText('нажмите «Разрешить» и повторите', { exact: false })).toBeVisible(SILENCE)
    expect(await phone.phases()).toEqual([])
    // The number stands there for another try.
    await phone.control.humanDoes('allow')
    await dial.click()
    await expect.poll(() => phone.phases()).toEqual(['dialling'])
    await expect(page.getByText('нажмите «Разрешить»', { exact: false })).toHaveCount(0)
    // It was told nowhere to tell of itself: nothing is pretended.
    await expect(page.getByText('Телефон принял номер, но звонить не начал.', { exact: false })).toBeVisible(SILENCE)
    await phone.sandbox.stop()
  })
})

function keyOf({ page }: DeskPage, digit: string): Locator {
  return page
    .getByRole('dialog', { name: /^Тоновый набор/ })
    .getByRole('button', { name: `Клавиша ${digit}`, exact: true })
}

function statusOf(url: URL, localAddress?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ...(localAddress === undefined ? {} : { localAddress }) }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
}
