import { DeskPage } from '../lib/desk-page'
import { expectExactlyOnce } from '../lib/sandbox-checks'
import { expect, test } from './fixtures'

test.describe('an Avito chat', () => {
  test('[M1] a client writes, the agent answers, Avito has the answer once', async ({ avito, launch }) => {
    const { chatId } = await avito.control.clientWrites({
      clientName: 'Иван Кузнецов',
      item: { kind: 'vacancy', title: 'Водитель-курьер', price: '90 000 ₽ за месяц' },
      text: 'Добрый день, вакансия открыта?',
    })
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Иван Кузнецов')
    await expect(desk.message('Добрый день, вакансия открыта?')).toBeVisible()

    await desk.send('Здравствуйте! Да, открыта.')
    await desk.expectState('Здравствуйте! Да, открыта.', 'Отправлено')
    await expectExactlyOnce(avito.control, ['Здравствуйте! Да, открыта.'])

    await avito.control.clientReads(chatId)
    await desk.expectState('Здравствуйте! Да, открыта.', /^Прочитано/)
  })

  test('[N5] a message that arrives shows once in the list, in the chat and as one notice @long', async ({
    avito,
    launch,
  }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Первое' })
    await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'Другой чат' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Олег Сидоров')
    await app.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('desk.html'))
      window?.focus()
    })
    await avito.control.clientWrites({ chatId, text: 'Второе сообщение' })
    const row = desk.page.getByRole('option').filter({ hasText: 'Анна Петрова' })
    await expect(row.getByText('Второе сообщение')).toBeVisible()
    await expect(row.getByLabel(/непрочитанн/)).toHaveText('2')
    const toast = desk.page.getByRole('alert').filter({ hasText: 'Второе сообщение' })
    await expect(toast).toHaveCount(1)
    await toast.getByRole('button', { name: 'Открыть чат' }).click()
    await expect(desk.message('Второе сообщение')).toBeVisible()
    await expect(row.getByLabel(/непрочитанн/)).toHaveCount(0)
  })

  test('a conversation of any length shows its newest message as it comes @long', async ({ avito, launch }) => {
    const { chatId } = await avito.control.clientWrites({ clientName: 'Анна Петрова', text: 'Письмо 1.' })
    for (let number = 2; number <= 75; number += 1)
      await avito.control.clientWrites({ chatId, text: `Письмо ${number}.` })
    const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await desk.openChat('Анна Петрова')
    await expect(desk.message('Письмо 75.')).toBeInViewport()
    for (let number = 76; number <= 90; number += 1) {
      await avito.control.clientWrites({ chatId, text: `Письмо ${number}.` })
      await expect(desk.message(`Письмо ${number}.`)).toBeInViewport()
    }
  })

  test('[M20] a draft survives kill -9 of everything', async ({ avito, launch }) => {
    await avito.control.clientWrites({ clientName: 'Мария Лебедева', text: 'Здравствуйте' })
    const first = await launch({ with: 'avito' })
    const before = new DeskPage(await first.deskWindow())
    await before.openChat('Мария Лебедева')
    await before.composer.fill('Недописанный ответ')
    await expect(before.page.getByRole('option').getByText('Черновик:')).toBeVisible()
    await first.killMain()

    const after = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
    await after.openChat('Мария Лебедева')
    await expect(after.composer).toHaveValue('Недописанный ответ')
  })

  test('[O2] three messages written offline arrive once, in order, after the connection is back', async ({
    avito,
    launch,
  }) => {
    await avito.control.clientWrites({ clientName: 'Пётр Волков', text: 'Вы на связи?' })
    const app = await launch({ with: 'avito' })
    const desk = new DeskPage(await app.deskWindow())
    await desk.openChat('Пётр Волков')
    await expect(desk.message('Вы на связи?')).toBeVisible()
    await app.stopHub()
    await expect(desk.page.getByText(/Нет связи с сервером|Сервер Otklik остановился/)).toBeVisible({
      timeout: 40_000,
    })
    const texts = ['Первый ответ', 'Второй ответ', 'Третий ответ']
    for (const text of texts) await desk.send(text)
    await avito.control.clientWrites({ clientName: 'Пётр Волков-младший', text: 'Пока вас не было' })
    await app.resumeHub()
    await expectExactlyOnce(avito.control, texts)
    expect((await avito.control.received()).map(({ text }) => text)).toEqual(texts)
    await expect(desk.chat('Пётр Волков-младший')).toBeVisible()
  })
})
