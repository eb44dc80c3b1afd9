import type { Page } from '@playwright/test'

import { HubAdmin } from '../lib/hub-admin'
import { openVisitorBrowser } from '../lib/visitor-browser'
import { named, type Stage } from './stage'

const COMPANY = 'Кофейня «Ромашка»'
const GREETING = 'Здравствуйте! Спросите о вакансиях, мы на связи.'
const CANDIDATE = 'Анна Петрова'
const PHONE = { width: 390, height: 780 }

/** The site chat from both ends: a candidate's page on a phone, the icon on a site, and calls into the page. */
export async function drawVisitor(stage: Stage): Promise<void> {
  const { page, look } = stage
  const admin = await HubAdmin.of(page)
  const { channel } = await admin.post<{ channel: { id: string } }>('/api/site-channels', {
    name: 'Сайт',
    settings: { company: COMPANY, greeting: GREETING, sites: [], publicUrl: null },
  })
  const site = `/api/site-channels/${channel.id}`
  const { url } = await admin.post<{ url: string }>(`${site}/links`, {
    person: { kind: 'new', name: CANDIDATE, title: 'Бариста' },
    validForDays: 30,
  })
  const { tryUrl } = await admin.get<{ tryUrl: string }>(site)
  const browser = await openVisitorBrowser()
  try {
    const common = { locale: look.language === 'ru' ? 'ru-RU' : 'en-US', colorScheme: look.theme } as const
    const context = await browser.newContext({ ...common, viewport: PHONE })
    await context.grantPermissions(['microphone'], { origin: new URL(url).origin })
    const visitor = await context.newPage()
    await visitor.goto(url)
    await visitor.getByText(GREETING).waitFor()
    await stage.shot('visitor-empty', visitor)

    await stage.goTo('chats')
    await stage.openChat(CANDIDATE)
    for (const text of ['Анна, добрый день! Ищем бариста на Лесную.', 'Расскажите, когда удобно поговорить?']) {
      await stage.composer.fill(text)
      await stage.composer.press('Enter')
      await visitor.getByText(text).last().waitFor()
    }
    const field = visitor.getByRole('textbox').last()
    await field.fill('Здравствуйте! Завтра после двух.')
    await field.press('Enter')
    await page.getByText('Завтра после двух').first().waitFor()
    await stage.shot('visitor-chat', visitor)

    await drawCalls(stage, visitor)
    await stage.shot('desk-calls-into-page')

    const siteContext = await browser.newContext({ ...common, viewport: { width: 1000, height: 700 } })
    const onSite = await siteContext.newPage()
    await onSite.goto(tryUrl)
    await stage.shot('site-icon', onSite)
    await onSite.locator('otklik-chat').getByRole('button').click()
    await onSite.frameLocator('otklik-chat iframe').getByText(GREETING).waitFor()
    await stage.shot('site-icon-open', onSite)
  } finally {
    await browser.close()
  }
}

async function drawCalls(stage: Stage, visitor: Page): Promise<void> {
  const { page, words } = stage
  const { dial, bar, end } = words.calls
  const callPage = async () => {
    await stage.button(dial.choose).click()
    await page.getByRole('menuitem', { name: named(dial.toPage) }).click()
  }
  await stage.button(dial.choose).click()
  await page.getByRole('menuitem').first().waitFor()
  await stage.shot('dial-menu')
  await page.keyboard.press('Escape')
  await callPage()
  await visitor.getByRole('alertdialog').waitFor()
  await stage.shot('visitor-call-rings', visitor)
  await stage.shot('desk-page-rings')
  await stage.button(bar.cancel).click()
  await visitor.getByRole('alertdialog').waitFor({ state: 'detached' })
  await stage.shot('visitor-missed-call', visitor)
  await page.getByText(named(end.cancelled.title)).waitFor({ state: 'detached' })
  await callPage()
  await visitor.getByRole('alertdialog').getByRole('button').first().click()
  await stage.button(bar.hold).waitFor()
  await stage.shot('visitor-call-talks', visitor)
  await stage.shot('desk-page-talks')
  await stage.button(bar.hangUp).click()
  await stage.button(bar.hangUp).waitFor({ state: 'detached' })
  await stage.shot('visitor-call-ended', visitor)
}
