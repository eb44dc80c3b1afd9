import AxeBuilder from '@axe-core/playwright'
import { expect as expectOf, type Browser, type Frame, type Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { listen } from '../lib/heard'
import { openVisitorBrowser } from '../lib/visitor-browser'
import { test as base, expect } from './fixtures'

const test = base.extend<{ readonly browser: Browser }>({
  browser: async ({}, use) => {
    const browser = await openVisitorBrowser({ withMicrophone: true })
    await use(browser)
    await browser.close()
  },
})

/** Opens the site chat as an administrator does, and answers where its example page is. */
async function openSiteChat(desk: DeskPage): Promise<string> {
  const { page } = desk
  await desk.goTo('Настройки')
  await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Каналы' }).click()
  await page.getByRole('button', { name: 'Подключить: Сайт' }).click()
  await page.getByLabel('Название компании').fill('ООО «Ромашка»')
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  await expect(page.getByText('Готово: чат открыт.')).toBeVisible()
  return (await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/portal\/try\//).textContent()) ?? ''
}

/** Chromium's fake microphone beeps once a second. */
const isHeard = async (media: Page) => (await listen(media, 440)).loudness > 0.001

/** Keeps the connections that the visitor's pages make: their sound is not in the document. */
async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    Object.assign(window, { made })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.push(this)
      }
    }
  })
}

/** Energy of all sound that this frame has received (RTCInboundRtpStreamStats), which silence leaves at 0. */
async function receivedEnergy(frame: Frame): Promise<number> {
  return frame.evaluate(async () => {
    const { made = [] } = window as unknown as { made?: RTCPeerConnection[] }
    const stats = await Promise.all(made.map((connection) => connection.getStats()))
    return stats
      .flatMap((report) => [
        ...(report as unknown as Map<string, { type: string; totalAudioEnergy?: number }>).values(),
      ])
      .reduce((sum, { type, totalAudioEnergy = 0 }) => sum + (type === 'inbound-rtp' ? totalAudioEnergy : 0), 0)
  })
}

test('[RC-24] [RC-29] [K1] [K6] [K9] [K10] a call into the visitor’s browser: offered by the keyboard, taken, both are heard, held, ended', async ({
  launch,
  browser,
}) => {
  const app = await launch({ with: 'nothing' })
  const desk = new DeskPage(await app.deskWindow())
  const { page } = desk
  const tryUrl = await openSiteChat(desk)
  const site = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
  await watchConnections(site)
  await site.goto(tryUrl)
  await site.locator('otklik-chat').getByRole('button').click()
  const chat = site.frameLocator('otklik-chat iframe')
  await chat.getByRole('textbox', { name: 'Сообщение' }).fill('Позвоните мне')
  await chat.getByRole('textbox', { name: 'Сообщение' }).press('Enter')

  await desk.goTo('Чаты')
  await desk.chat('Гость').click()
  await expect(desk.message('Позвоните мне')).toBeVisible()
  const button = page.getByRole('button', { name: 'Позвонить: выбрать, куда' }).first()
  await button.press('Enter')
  await page.getByRole('menuitem', { name: /^Позвонить на.страницу чата/ }).press('Enter')

  await expectOf(chat.getByRole('heading', { name: 'Звонит ООО «Ромашка»' })).toBeVisible()
  await expect(desk.callBar.getByRole('status')).toHaveText('Гудки')
  await chat.getByRole('button', { name: 'Ответить' }).click()
  await expect(desk.callTimer).toBeVisible({ timeout: 15_000 })
  await expect(desk.callBar.getByText(/На.странице чата/).first()).toBeVisible()
  await expect(desk.callBar.getByRole('button', { name: /^Тоновый набор/ })).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  const media = await app.mediaWindow()
  await expect.poll(() => isHeard(media), { timeout: 15_000 }).toBe(true)
  const frame = site.frames().at(-1)
  if (!frame) throw new Error('The chat has no frame.')
  await expect.poll(() => receivedEnergy(frame), { timeout: 15_000 }).toBeGreaterThan(0)

  await desk.callBar.getByRole('button', { name: /^Удержать/ }).click()
  await expect(desk.callBar.getByRole('button', { name: /^Снять с удержания/ })).toBeVisible()
  await desk.callBar.getByRole('button', { name: /^Снять с удержания/ }).click()
  await expect(desk.callBar.getByRole('button', { name: /^Удержать/ })).toBeVisible()

  await chat.getByRole('button', { name: 'Завершить' }).click()
  await expect(desk.timeline.getByText(/на.странице чата · разговор/)).toBeVisible({ timeout: 15_000 })

  // From the list, by the keyboard: the menu key on the marked row.
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: /^Позвонить на.страницу чата/ })).toBeVisible()
})
