import { randomUUID } from 'node:crypto'

import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { v7 as newId } from 'uuid'

import { startPushSandbox, type PushSandbox } from '../../sandbox/push'
import { TestVisitor } from '../integration/site/visitor'
import { subscribeAt } from '../lib/browser-behind-push'
import { startLoneHub, type LoneHub } from '../lib/lone-hub'
import { openVisitorBrowser } from '../lib/visitor-browser'

const MINUTE_MS = 60_000
const SWITCH = 'Сообщать о новых сообщениях'

const test = base.extend<{ readonly hub: LoneHub; readonly service: PushSandbox; readonly browser: Browser }>({
  hub: async ({}, use) => {
    const hub = await startLoneHub()
    await use(hub)
    await hub.stop()
  },
  service: async ({}, use) => {
    const service = await startPushSandbox()
    await use(service)
    await service.stop()
  },
  browser: async ({}, use) => {
    const browser = await openVisitorBrowser()
    await use(browser)
    await browser.close()
  },
})

/** A person with a link; the company can write to them. */
async function makePerson(hub: LoneHub) {
  const settings = { company: 'ООО «Ромашка»', greeting: 'Здравствуйте!', sites: [], publicUrl: null }
  const { channel } = await hub.post<{ channel: { id: string } }>('/api/site-channels', { name: 'Сайт', settings })
  const path = `/api/site-channels/${channel.id}`
  const person = { kind: 'new', name: 'Анна', title: 'Бариста' }
  const made = await hub.post<{ url: string; link: { id: string } }>(`${path}/links`, { person, validForDays: 30 })
  return { ...made, tryPage: `${hub.url}/portal/try/${channel.id}` }
}

/** As an agent's desk sends it, into the chat that the hub has for the conversation. */
async function answerInto(hub: LoneHub, conversationId: string, text: string): Promise<void> {
  const chat = await hub.chat(conversationId)
  const args = { messageId: newId(), chatId: chat.id, content: { kind: 'text', text }, writtenAtMs: Date.now() }
  expect(await hub.post('/api/commands', { id: newId(), name: 'sendMessage', args })).toMatchObject({ refusal: null })
}

/** What a push service hands to Chromium, as DevTools can. */
async function deliver(page: Page, context: BrowserContext, text: string): Promise<void> {
  const devTools = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await devTools.send('ServiceWorker.enable')
  const registrationId = await registered
  const { origin } = new URL(page.url())
  await devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: text })
  await devTools.detach()
}

const notices = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/portal/')
    const shown = (await registration?.getNotifications()) ?? []
    return shown.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }))
  })

test('[N1] [N5] a visitor switches push on, is told while away, and a click leads to the conversation', async ({
  hub,
  service,
  browser,
}) => {
  const { url } = await makePerson(hub)
  const context = await browser.newContext({ locale: 'ru-RU' })
  await context.grantPermissions(['notifications'], { origin: hub.url })
  const browserBehind = await subscribeAt(context, service)
  const page = await context.newPage()
  const refusals: string[] = []
  page.on('console', (message) => {
    if (/policy|trusted/i.test(message.text())) refusals.push(message.text())
  })
  await page.goto(url)
  const control = page.getByRole('switch', { name: SWITCH })
  await expect(control).not.toBeChecked()
  expect(context.serviceWorkers()).toEqual([])
  await control.click()
  await expect(control).toBeChecked()
  await expect(page.getByText('даже если страница закрыта')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  await page.reload()
  await expect(control).toBeChecked()

  // Two conversations, the newer one before the eyes; then the page is gone and the company writes into the older one.
  const visitor = await TestVisitor.enter({ url: hub.url, channelId: null, key: url.split('#')[1] ?? '' })
  const { conversations } = await visitor.heard('welcome')
  const older = conversations[0]?.id ?? ''
  expect(await visitor.say('Можно о другом?', randomUUID())).toBeNull()
  visitor.close()
  await expect(page.getByRole('button', { name: /Разговор с компанией/ })).toBeVisible()
  await page.goto(`${hub.url}/portal/assets/icon.svg`)
  await answerInto(hub, older, 'Ждём вас завтра')
  hub.advance(2 * MINUTE_MS)
  await expect.poll(() => browserBehind().received.length).toBe(1)
  const text = browserBehind().received[0]?.text ?? ''

  const other = await context.newPage()
  await other.goto(`${hub.url}/portal/assets/icon.svg`)
  await deliver(other, context, text)
  await expect
    .poll(() => notices(other))
    .toEqual([{ title: 'ООО «Ромашка»', body: '1 новое сообщение', tag: older, lang: 'ru' }])

  // A click without a page opens this address; with one the worker tells it.
  await page.goto(`${hub.url}/portal/?conversation=${older}`)
  await expect(page.getByText('Ждём вас завтра').last()).toBeVisible()
  await expect(page).toHaveURL(`${hub.url}/portal/`)
  await page.bringToFront()
  await expect.poll(() => notices(other)).toEqual([])
  await page.getByRole('button', { name: /Разговор с компанией/ }).click()
  await expect(page.getByText('Можно о другом?').last()).toBeVisible()
  const [worker] = context.serviceWorkers()
  await worker?.evaluate((conversationId) => {
    const scope = self as unknown as EventTarget & { readonly ExtendableEvent: new (type: string) => Event }
    const notification = { data: { conversationId }, close: () => undefined }
    scope.dispatchEvent(Object.assign(new scope.ExtendableEvent('notificationclick'), { notification }))
  }, older)
  await expect(page.locator('.conversation[aria-current]')).toContainText('Бариста')

  // Whoever looks is told nothing.
  await deliver(page, context, text)
  expect(await notices(page)).toEqual([])

  await control.click()
  await expect(control).not.toBeChecked()
  expect(browserBehind().isGone).toBe(true)
  expect(refusals).toEqual([])
})

test('[N1] says why it cannot where the browser forbids it, and offers nothing in the icon’s frame @long', async ({
  hub,
  browser,
}) => {
  const { url, tryPage } = await makePerson(hub)
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' })
  })
  await page.goto(url)
  const control = page.getByRole('switch', { name: 'Tell me about new messages' })
  await expect(control).toBeDisabled()
  await expect(control).toHaveAccessibleDescription(/blocked notifications of this page/)
  await page.goto(tryPage)
  await page.locator('otklik-chat').getByRole('button').click()
  const frame = page.frameLocator('otklik-chat iframe')
  await expect(frame.getByText('Здравствуйте!')).toBeVisible()
  await expect(frame.getByRole('switch')).toHaveCount(0)
})
