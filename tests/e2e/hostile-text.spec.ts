import { randomUUID } from 'node:crypto'

import { expect as expectVisitor, type Page } from '@playwright/test'
import { v7 as newId } from 'uuid'

import type { Administration } from '../../shared/contract/administration'
import { withoutTurning } from '../../shared/lib/without-turning'
import { DeskPage } from '../lib/desk-page'
import { HubAdmin } from '../lib/hub-admin'
import { expectCalm, hostile, KINDS, watch } from '../lib/hostile-words'
import { expect, test } from './visitor-fixtures'

const CLIENT = hostile.markup('Клиент')
const MESSAGES = [
  hostile.markup('Письмо'),
  `javascript:wasRun=1 https://example.ru/?q=javascript:alert(1) <a href="javascript:wasRun=1">сюда</a>`,
  hostile.turned('Обратно'),
] as const
const ENDLESS = hostile.endless('Слово', 10_000)
const PHONE = { viewport: { width: 390, height: 780 } }
const KEYS = {
  transfer: 'Control+Shift+KeyL',
  filters: 'Control+Shift+KeyF',
  search: 'Control+KeyK',
  note: 'Control+Shift+KeyK',
}

test('[I9] what outsiders and colleagues have written is words on every screen: nothing runs, turns round or is pushed aside', async ({
  avito,
  launch,
}) => {
  test.setTimeout(300_000)
  const history = await avito.control.clientWrites({ clientName: CLIENT, text: 'История' })
  const page = await (await launch({ with: 'avito' })).deskWindow()
  const desk = new DeskPage(page)
  await watch(page)
  await expect(desk.chat(CLIENT)).toBeVisible()
  for (const text of MESSAGES) await avito.control.clientWrites({ chatId: history.chatId, text })
  for (const kind of KINDS) {
    const item = { kind: 'vacancy', title: hostile[kind]('Вакансия') } as const
    const text = kind === 'endless' ? ENDLESS : hostile[kind]('Привет')
    await avito.control.clientWrites({ clientName: hostile[kind]('Другой'), text, item })
  }
  await plant(await HubAdmin.of(page), await chatOf(page, CLIENT))
  const calm = (where: string) => expectCalm(page, where)

  await test.step('the list and the conversation', async () => {
    await desk.openChat(CLIENT)
    for (const text of [MESSAGES[0], MESSAGES[2], hostile.markup('Комментарий')])
      await expect(desk.message(text)).toBeVisible()
    await calm('conversation')
    await page.keyboard.press('Control+Shift+KeyT')
    await expect(page.getByRole('button', { name: 'Завершить' })).toBeVisible()
    await desk.send(hostile.markup('Ответ'))
    await desk.expectState(hostile.markup('Ответ'), /Отправлено|Доставлено|Прочитано/)
    await calm('own answer')
    for (const tab of await page.getByRole('complementary').getByRole('tab').all()) {
      await tab.click()
      await calm(`beside the conversation: ${await tab.innerText()}`)
    }
  })

  await test.step('what is chosen from', async () => {
    await desk.composer.fill('/Шабл')
    await expect(page.getByText(hostile.markup('Шаблон')).first()).toBeVisible()
    await calm('templates')
    await desk.composer.fill('')
    await page.keyboard.press(KEYS.note)
    await page.keyboard.type('@Сотр')
    await expect(page.getByText(hostile.markup('Сотрудник')).first()).toBeVisible()
    await calm('mentions')
    await page.keyboard.press('Escape')
    await desk.goTo('Чаты')
    await desk.openChat(CLIENT)
    await page.keyboard.press(KEYS.transfer)
    await page.getByRole('dialog').getByRole('combobox', { name: 'Кому' }).click()
    await expect(page.getByRole('option', { name: hostile.markup('Группа') })).toBeVisible()
    await calm('transfer')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press(KEYS.filters)
    await expect(page.getByLabel('Фильтры списка')).toBeVisible()
    await calm('filters')
    await page.keyboard.press('Escape')
  })

  await test.step('what is searched for, also where it is marked', async () => {
    await page.keyboard.press(KEYS.search)
    await page.keyboard.type('onerror')
    await calm('search')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  })

  await test.step('the other conversations', async () => {
    await desk.goTo('Чаты')
    for (const kind of KINDS) {
      // Names have lost what turns letters round on their way through the hub.
      const name = withoutTurning(hostile[kind]('Другой'))
      await desk.chat(name).click()
      await expect(page.getByRole('heading', { name })).toBeVisible()
      await calm(`conversation: ${kind}`)
    }
  })

  for (const section of ['Обращения', 'Звонки'] as const) {
    await desk.goTo(section)
    await calm(section)
  }

  await test.step('each section of the settings', async () => {
    await desk.goTo('Настройки')
    const navigation = page.getByRole('navigation', { name: 'Разделы настроек' })
    const sections = navigation.getByRole('button')
    await expect(sections.filter({ hasText: 'Статусы' })).toBeVisible()
    const names = (await sections.allInnerTexts()).map((name) => name.trim())
    expect(names).toEqual(expect.arrayContaining(Object.keys(PLANTED)))
    for (const name of names) {
      await navigation.getByRole('button', { name, exact: true }).click()
      const planted = PLANTED[name]
      if (planted !== undefined) await expect(page.getByText(hostile.markup(planted)).first()).toBeVisible()
      await calm(name)
    }
  })

  await test.step('each view of the supervisor', async () => {
    const navigation = page.getByRole('navigation', { name: 'Разделы' })
    await navigation.getByRole('link', { name: /^Надзор/ }).click()
    const views = page.getByRole('radiogroup', { name: 'Что показать' }).first()
    await expect(page.getByText(hostile.markup('Группа')).first()).toBeVisible()
    for (const view of await views.locator('label').allInnerTexts()) {
      await views.getByText(view, { exact: true }).click()
      await calm(view)
    }
    await views.getByText('Отчёты', { exact: true }).click()
    const ways = page.getByRole('radiogroup', { name: 'Как разделить' })
    for (const way of await ways.locator('label').allInnerTexts()) {
      await ways.getByText(way, { exact: true }).click()
      await calm(`report by ${way}`)
    }
  })
})

test('[I9] a visitor’s page, its icon and the desk beside it take words for words, whoever has written them @long', async ({
  launch,
  browser,
}) => {
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const desk = new DeskPage(page)
  await watch(page)
  const admin = await HubAdmin.of(page)
  const settings = {
    company: hostile.markup('Ромашка'),
    greeting: hostile.turned('Здравствуйте'),
    sites: [],
    publicUrl: null,
  }
  const { channel } = await admin.post<{ channel: { id: string } }>('/api/site-channels', { name: 'Сайт', settings })
  const visitors = new Map<(typeof KINDS)[number], { readonly visitor: Page; readonly shown: string }>()
  for (const kind of KINDS) {
    const person = { kind: 'new', name: hostile[kind]('Гость'), title: hostile[kind]('Вакансия') }
    const wish = { person, validForDays: null }
    const { url } = await admin.post<{ url: string }>(`/api/site-channels/${channel.id}/links`, wish)
    const visitor = await (await browser.newContext({ ...PHONE, locale: 'ru-RU' })).newPage()
    await visitor.goto(url)
    await watch(visitor)
    visitors.set(kind, { visitor, shown: withoutTurning(hostile[kind]('Гость')).slice(0, 11) })
    const field = visitor.getByRole('textbox', { name: 'Сообщение' })
    for (const text of [hostile[kind]('Вопрос'), MESSAGES[1], hostile.endless('Слово', 9_000)]) {
      await field.fill(text)
      await field.press('Enter')
    }
    const name = `${hostile[kind]('Файл')}.pdf`
    await visitor
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 файл') })
    await expectVisitor(visitor.getByText('Отправлено').last()).toBeVisible()
    await expectCalm(visitor, `the page of ${kind}`)
  }
  await desk.goTo('Чаты')
  for (const [kind, { visitor, shown }] of visitors) {
    const answer = hostile[kind]('Ответ')
    await page.getByRole('option').filter({ hasText: shown }).first().click()
    await desk.send(answer)
    await expectVisitor(visitor.getByText(answer.slice(0, 12)).last()).toBeVisible()
    await expectCalm(visitor, `answered: ${kind}`)
    await expectCalm(page, `the desk with ${kind}`)
  }
  const tryUrl = (await admin.get<{ tryUrl: string }>(`/api/site-channels/${channel.id}`)).tryUrl
  const site = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
  await site.goto(tryUrl)
  await watch(site)
  await site.locator('otklik-chat').getByRole('button').click()
  await expectVisitor(site.frameLocator('otklik-chat iframe').getByText('Здравствуйте').first()).toBeVisible()
  await expectCalm(site, 'the page with the icon')
})

/** Where it is seen again. */
const PLANTED: Readonly<Record<string, string>> = {
  'Сотрудники и группы': 'Сотрудник',
  Статусы: 'Статус',
  Темы: 'Тема',
  Шаблоны: 'Шаблон',
  Боты: 'Бот',
}

async function plant(admin: HubAdmin, chatId: string): Promise<void> {
  const command = (name: string, args: object) => admin.post('/api/commands', { id: newId(), name, args })
  const at = (path: string) => `/api/administration/${path}/${randomUUID()}`
  const { teams } = await admin.get<Administration>('/api/administration')
  const teamIds = teams.map(({ id }) => id)
  for (const kind of KINDS) {
    const named = hostile[kind]
    await admin.put(at('teams'), { name: named('Группа') })
    await admin.put(at('agents'), { name: named('Сотрудник'), role: 'agent', teamIds, capacity: null })
    await admin.put(at('topics'), { name: named('Тема') })
    await admin.put(at('groups'), { name: named('Каналы') })
    await admin.put(at('templates/texts'), { name: named('Шаблон'), text: named('Текст шаблона') })
    await admin.put(at('statuses'), {
      ...{ names: { ru: named('Статус'), en: named('Status') }, colour: 'blue' },
      ...{ takesCases: false, takesCalls: false, isBreak: false },
    })
    const id = randomUUID()
    const screens = [{ id: 'a', text: named('Экран'), choices: [{ label: 'Дальше', then: { kind: 'handOver' } }] }]
    await admin.put(`/api/administration/bots/${id}`, {
      ...{ id, kind: 'menu', name: named('Бот'), menu: { startId: 'a', screens } },
    })
    await command('addNote', {
      ...{ messageId: newId(), chatId, text: named('Комментарий'), mentions: [], writtenAtMs: Date.now() },
    })
  }
}

/** The conversation of this client, as the desk has it. */
async function chatOf(page: Page, clientName: string): Promise<string> {
  const rows = await page.evaluate(
    () =>
      new Promise<readonly { readonly id: string; readonly row: { readonly clientName: string } }[]>(
        (resolve, reject) => {
          const opening = indexedDB.open('otklik-desk')
          opening.onerror = () => {
            reject(opening.error ?? new Error('unknown'))
          }
          opening.onsuccess = () => {
            const asked = opening.result.transaction('chats').objectStore('chats').getAll()
            asked.onsuccess = () => {
              opening.result.close()
              resolve(asked.result)
            }
          }
        },
      ),
  )
  const found = rows.find(({ row }) => row.clientName === clientName)
  if (!found) throw new Error('The desk does not have this conversation')
  return found.id
}
