import { demoCandidates } from '../../sandbox/hh/seed/demo-candidates'
import { connectHh } from '../lib/connect-hh'
import { DeskPage } from '../lib/desk-page'
import { expectFocusSomewhere, hasFocus, leaveDialog, walkUntil } from '../lib/focus'
import { RussianKeyboard } from '../lib/russian-keyboard'
import { expect, test } from './fixtures'

test('[L2] [L3] deeds of recruiting in ЙЦУКЕН: tabs, stage, a chat without a vacancy, invitation, leaving; the focus is never lost', async ({
  hh,
  launch,
}) => {
  test.slow()
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const desk = new DeskPage(page)
  await connectHh(page, hh)
  const keyboard = await RussianKeyboard.at(page)
  const candidate = { ...demoCandidates.kuznetsova, areContactsOpen: true }
  const { chatId } = await hh.control.candidateResponds({ vacancy: 'Курьер', candidate, letter: 'Готова выйти!' })
  await expect(page.getByRole('option')).toHaveCount(1)
  await keyboard.press('Ctrl+KeyF')
  await keyboard.type('Кузнецова')
  await keyboard.press('Enter')
  await expect(desk.composer).toBeFocused()

  await test.step('the tabs beside the conversation, from the composer and from within', async () => {
    const tabs = page.getByRole('complementary').getByRole('tab')
    const chosen = page.getByRole('complementary').getByRole('tab', { selected: true })
    const names = await tabs.allInnerTexts()
    expect(names).toEqual(['Клиент', 'Отклик', 'Обращение', 'История'])
    for (const name of [...names.slice(1), ...names.slice(0, 1)]) {
      await keyboard.press('Ctrl+PageDown')
      await expect(chosen).toHaveText(name)
      await expect(desk.composer).toBeFocused()
    }
    await keyboard.press('Ctrl+PageUp')
    await expect(chosen).toHaveText('История')
    await walkUntil(
      () => hasFocus(page.locator('[data-part=context]')),
      () => keyboard.press('F6'),
    )
    for (const name of names) {
      await keyboard.press('Ctrl+PageDown')
      await expect(chosen).toHaveText(name)
      await expectFocusSomewhere(page, `the tab «${name}»`)
    }
    await desk.composer.focus()
  })

  await test.step('a stage', async () => {
    await keyboard.press('Ctrl+Shift+KeyO')
    const dialog = page.getByRole('dialog', { name: 'Перевести отклик на другой этап' })
    await expect(dialog.getByRole('combobox', { name: 'Куда перевести' })).toBeFocused()
    await leaveDialog(dialog, () => keyboard.press('Escape'))
    await expectFocusSomewhere(page, 'a stage that was not changed')
  })

  await test.step('a chat without a vacancy begins', async () => {
    await keyboard.press('Alt+KeyW')
    const dialog = page.getByRole('dialog', { name: 'Начать чат без вакансии' })
    await expect(dialog.getByRole('textbox', { name: 'Первое сообщение' })).toBeFocused()
    await keyboard.type('Есть другая работа')
    await walkUntil(
      () => hasFocus(dialog.getByRole('button', { name: 'Начать чат' })),
      () => keyboard.press('Tab'),
    )
    await keyboard.press('Enter')
    await expect(page.locator('header').getByText('Без вакансии')).toBeVisible()
    await desk.expectState('Есть другая работа', 'Отправлено')
    await expectFocusSomewhere(page, 'a chat that has begun')
  })

  await test.step('an invitation is asked for and left', async () => {
    await keyboard.press('Alt+KeyV')
    const dialog = page.getByRole('dialog', { name: 'Пригласить на вакансию' })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('combobox')).toBeFocused()
    // Where the list of vacancies is open it is closed first.
    if (await page.getByRole('listbox', { name: 'Вакансия' }).isVisible()) await keyboard.press('Escape')
    await leaveDialog(dialog, () => keyboard.press('Escape'))
    await expectFocusSomewhere(page, 'an invitation that was not sent')
  })

  await test.step('the conversation is left', async () => {
    await keyboard.press('Alt+KeyX')
    const dialog = page.getByRole('dialog', { name: 'Выйти из чата?' })
    await expect(dialog.getByRole('button', { name: 'Отменить' })).toBeFocused()
    await keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: 'Выйти', exact: true })).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByText('Вы вышли из этого чата, писать в него нельзя.')).toBeVisible()
    await expectFocusSomewhere(page, 'a chat that was left')
  })
  expect((await hh.control.received(chatId)).filter(({ text }) => text !== null)).toEqual([])
})

test('[L2] [L3] the card, its link, a block, lists of cases and a view in ЙЦУКЕН; the focus is never lost @long', async ({
  avito,
  launch,
}) => {
  test.slow()
  await avito.control.clientWrites({ clientName: 'Борис', text: 'Когда собеседование?' })
  await avito.control.clientWrites({ clientName: 'Анна', text: 'Здравствуйте' })
  const app = await launch({ with: 'avito' })
  const page = await app.deskWindow()
  const desk = new DeskPage(page)
  const keyboard = await RussianKeyboard.at(page)
  await expect(page.getByRole('option')).toHaveCount(2)
  await keyboard.press('Ctrl+KeyF')
  await keyboard.type('Борис')
  await expect(page.getByRole('option')).toHaveCount(1)

  await test.step('what narrows the list is saved as a view', async () => {
    await keyboard.press('Alt+KeyS')
    const dialog = page.getByRole('dialog', { name: 'Сохранить вид' })
    await expect(dialog.getByRole('textbox', { name: 'Название' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expectFocusSomewhere(page, 'a view that was saved')
    await keyboard.press('Ctrl+Shift+KeyG')
    await expect(page.getByRole('menuitem', { name: /^Борис/ })).toBeVisible()
    await keyboard.press('Escape')
    await expectFocusSomewhere(page, 'the menu of views')
  })
  await keyboard.press('Ctrl+KeyF')
  await keyboard.press('Enter')
  await expect(desk.composer).toBeFocused()

  await test.step('the card is filled in', async () => {
    await keyboard.press('Alt+KeyK')
    const form = page.getByRole('form', { name: 'Создать клиента' })
    await expect(form.getByRole('textbox', { name: 'Фамилия' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(form).toHaveCount(0)
    await expectFocusSomewhere(page, 'a card that was not filled in')
    await keyboard.press('Alt+KeyK')
    await expect(form.getByRole('textbox', { name: 'Фамилия' })).toBeFocused()
    await keyboard.type('Волков')
    await keyboard.press('Enter')
    await expect(form).toHaveCount(0)
    await expect(page.getByRole('complementary').getByText('Волков').first()).toBeVisible()
    await expectFocusSomewhere(page, 'a card that was filled in')
  })

  await test.step('another card is looked for', async () => {
    await keyboard.press('Alt+KeyC')
    const dialog = page.getByRole('dialog', { name: 'Привязать карточку' })
    await expect(dialog.getByRole('textbox').or(dialog.getByRole('searchbox')).first()).toBeFocused()
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expectFocusSomewhere(page, 'a card that was not linked')
  })

  await test.step('the link for colleagues', async () => {
    await app.app.evaluate(({ clipboard }) => {
      void clipboard.writeText('прежнее')
    })
    await keyboard.press('Alt+KeyL')
    await expect(page.getByText('Ссылка скопирована: вставьте её в сообщение коллеге')).toBeVisible()
    const copied = await app.app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toMatch(/^otklik:/)
    await expectFocusSomewhere(page, 'a link that was copied')
  })

  await test.step('the client is blocked', async () => {
    await keyboard.press('Alt+KeyB')
    const dialog = page.getByRole('dialog', { name: 'Заблокировать клиента?' })
    const confirm = dialog.getByRole('button', { name: 'Заблокировать' })
    await expect(confirm).toBeVisible()
    await walkUntil(
      () => hasFocus(confirm),
      () => keyboard.press('Tab'),
    )
    await keyboard.press('Enter')
    await expect(page.getByRole('note').getByText('Клиент заблокирован, писать ему нельзя.')).toBeVisible()
    await expectFocusSomewhere(page, 'a client who was blocked')
  })

  await test.step('the lists of cases', async () => {
    await keyboard.press('Ctrl+Digit2')
    const chosen = page.getByRole('radio', { checked: true })
    await expect(page.getByRole('radio', { name: /^Мои/ })).toBeChecked()
    await expectFocusSomewhere(page, 'the cases')
    const lists = await page.getByRole('radio').count()
    for (let nth = 1; nth <= lists; nth += 1) {
      await keyboard.press('Alt+PageDown')
      await expect(page.getByRole('radio').nth(nth % lists)).toBeChecked()
      await expectFocusSomewhere(page, 'the next list')
    }
    await keyboard.press('Alt+PageUp')
    await expect(page.getByRole('radio').nth(lists - 1)).toBeChecked()
    await expect(chosen).toHaveCount(1)
    await expectFocusSomewhere(page, 'the list before')
  })
})
