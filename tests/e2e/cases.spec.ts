import type { Administration } from '#shared/contract/administration'
import AxeBuilder from '@axe-core/playwright'
import { v7 as newId } from 'uuid'

import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { HubAdmin } from '../lib/hub-admin'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

const CLIENT = 'Анна Петрова'
const COLLEAGUE = 'Иван Кузнецов'

async function addColleague(admin: HubAdmin): Promise<void> {
  const { teams } = await admin.get<Administration>('/api/administration')
  await admin.put(`/api/administration/agents/${newId()}`, {
    name: COLLEAGUE,
    role: 'agent',
    teamIds: teams.map(({ id }) => id),
    capacity: null,
  })
}

async function actAs(desk: DeskPage, name: RegExp): Promise<void> {
  await desk.page.getByRole('navigation', { name: 'Разделы' }).getByRole('button').last().click()
  await desk.page.getByRole('menuitem', { name }).click()
}

test.describe('a case', () => {
  test.beforeEach(async ({ avito }) => {
    await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'История до подключения' })
  })

  test('[AV-62] [AV-63] [AV-69] [AV-70] [AV-71] [AV-78] [Q1] [Q4] [Q11] [Q12] [Q17] from the queue to the end, with a comment that the client never sees', async ({
    avito,
    launch,
  }) => {
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.chat('Олег Сидоров')).toBeVisible()
    const admin = await HubAdmin.of(desk.page)
    await admin.put(`/api/administration/topics/${newId()}`, { name: 'Доставка' })
    const { chatId } = await avito.control.clientWrites({ clientName: CLIENT, text: 'Вы доставляете?' })
    await desk.goTo('Обращения')
    await expect(desk.page.getByRole('link', { name: 'Обращения: моих 0, в очереди 1' })).toBeVisible()
    await desk.page.getByRole('radio', { name: 'Очередь 1' }).click()
    await desk.page.getByRole('option').filter({ hasText: CLIENT }).click()
    await expect(desk.page.getByRole('main').getByText('в очереди «Все сотрудники»').first()).toBeVisible()

    await desk.page.keyboard.press('Control+Shift+T')
    await expect(desk.timeline.getByText(/^Взято в работу: /)).toBeVisible()
    await desk.page.getByRole('radio', { name: 'Мои 1' }).click()
    await expect(desk.page.getByRole('option').filter({ hasText: CLIENT })).toBeVisible()

    await desk.page.keyboard.press('Control+Shift+K')
    const note = desk.page.getByRole('textbox', { name: 'Комментарий' }).first()
    await note.fill('Спросить у склада')
    await note.press('Enter')
    await expect(desk.timeline.getByText('Спросить у склада')).toBeVisible()
    await desk.page.keyboard.press('Control+Shift+K')

    await desk.page.getByRole('tab', { name: 'Обращение' }).click()
    await desk.page.getByRole('combobox', { name: 'Тема' }).click()
    await desk.page.getByRole('option', { name: 'Доставка' }).click()
    await desk.page.getByRole('button', { name: 'Сохранить' }).click()
    await expect(desk.timeline.getByText(/^Тема «Доставка»/)).toBeVisible()

    await desk.send('Да, по городу бесплатно.')
    await desk.expectState('Да, по городу бесплатно.', 'Отправлено')
    await desk.page.getByRole('button', { name: 'Завершить', exact: true }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Завершить' }).click()
    await expect(desk.timeline.getByText(/^Обращение завершено: /)).toBeVisible()
    await expectExactlyOnce(avito.control, ['Да, по городу бесплатно.'])

    await avito.control.clientWrites({ chatId, text: 'А по области?' })
    await expect(desk.page.getByRole('link', { name: /в очереди 1/ })).toBeVisible()
  })

  test('[Q17] goes to a colleague with a comment, who has it and answers @long', async ({ avito, launch }) => {
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.chat('Олег Сидоров')).toBeVisible()
    await addColleague(await HubAdmin.of(desk.page))
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Есть кто?' })
    await desk.openChat(CLIENT)
    await desk.page.getByRole('button', { name: 'Взять' }).click()
    await desk.page.keyboard.press('Control+Shift+L')
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Кому' }).fill('Иван')
    await desk.page.getByRole('option', { name: new RegExp(COLLEAGUE) }).click()
    await dialog.getByRole('textbox', { name: 'Комментарий для коллеги' }).fill('Знает про склад')
    await dialog.getByRole('button', { name: 'Передать' }).click()
    await expect(desk.timeline.getByText(new RegExp(`передаёт: ${COLLEAGUE}`))).toBeVisible()
    await expect(desk.page.getByRole('main').getByText(`в работе: ${COLLEAGUE}`)).toBeVisible()

    await actAs(desk, new RegExp(COLLEAGUE))
    await expect(desk.page.getByRole('main').getByText('у вас', { exact: false }).first()).toBeVisible()
    await desk.goTo('Обращения')
    await expect(desk.page.getByRole('radio', { name: 'Мои 1' })).toBeVisible()
    await desk.send('Здравствуйте! Я здесь.')
    await desk.expectState('Здравствуйте! Я здесь.', 'Отправлено')
    await expectExactlyOnce(avito.control, ['Здравствуйте! Я здесь.'])
  })

  test('[AV-72] [AV-73] [C1] [L5] a guest becomes a client; nothing serious for axe @long', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: CLIENT, text: 'Добрый день' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat(CLIENT)
    await desk.page.getByRole('button', { name: 'Заполнить карточку' }).click()
    await desk.page.getByRole('textbox', { name: 'Отчество' }).fill('Сергеевна')
    await desk.page.getByRole('textbox', { name: 'Телефоны' }).fill('8 917 204-18-33')
    await desk.page.getByRole('button', { name: 'Создать клиента' }).click()
    await expect(desk.page.getByRole('heading', { name: 'Петрова Анна Сергеевна' })).toBeVisible()
    await expect(desk.page.getByText('+7 917 204-18-33').first()).toBeVisible()
    for (const tab of ['Клиент', 'Обращение', 'История']) {
      await desk.page.getByRole('tab', { name: tab }).click()
      const { violations } = await new AxeBuilder({ page: desk.page }).setLegacyMode(true).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
  })

  test('[AV-61] [AV-64] [AV-75] [Q2] [Q3] [M16] [N2] a response to a vacancy is announced and read in full', async ({
    avito,
    launch,
  }) => {
    const app = await launch({ with: 'nothing', demo: { avito: { ...avitoDemo(avito), hasJobs: true } } })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.chat('Олег Сидоров')).toBeVisible()
    await app.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('desk.html'))
      window?.focus()
    })
    await avito.control.candidateResponds({
      vacancy: 'Водитель-курьер',
      name: 'Анна',
      fullName: { last_name: 'Петрова', first_name: 'Анна', patronymic: 'Сергеевна' },
      phone: '79172041833',
      letter: 'Готова выйти с понедельника',
      resume: { title: 'Водитель категории B', description: 'Пять лет за рулём', params: {} },
    })
    const toast = desk.page.getByRole('alert').filter({ hasText: 'Отклик на вакансию: Водитель-курьер' })
    await expect(toast).toHaveCount(1)
    await toast.getByRole('button', { name: 'Открыть чат' }).click()
    await expect(desk.timeline.getByText('Отклик на вакансию: Водитель-курьер')).toBeVisible()
    await expect(desk.message('Готова выйти с понедельника')).toBeVisible()
    await desk.timeline.getByRole('button', { name: 'Открыть отклик' }).click()
    const panel = desk.page.getByRole('tabpanel', { name: 'Отклик' })
    for (const words of ['Петрова Анна Сергеевна', '+7 917 204-18-33', 'Водитель категории B', 'Пять лет за рулём'])
      await expect(panel.getByText(words).last()).toBeVisible()
  })
})
