import { waitUntil } from '../lib/wait-until'
import type { Stage } from './stage'

const LIST_MIN_PX = 280
const RESPONSES = [
  ['Кладовщик', 'Ким', 'Сергей'],
  ['Оператор склада', 'Зотова', 'Мария'],
  ['Водитель-курьер', 'Петрова', 'Анна'],
  ['Продавец-консультант', 'Гареев', 'Ильдар'],
] as const
const WAITING = ['Анна', 'Мария', 'Сергей', 'Ильдар'] as const

/** Cases that are put away, and a desk that keeps quiet. */
export async function drawAway(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  await page.getByRole('option').nth(8).waitFor()
  for (const [vacancy, lastName, firstName] of RESPONSES)
    await avito.control.candidateResponds({
      vacancy,
      name: firstName,
      fullName: { last_name: lastName, first_name: firstName, patronymic: '' },
      phone: '79172041833',
      letter: 'Готова выйти с понедельника',
      resume: { title: 'Водитель категории B', description: 'Пять лет за рулём.', params: {} },
    })
  await stage.goTo('cases')
  await stage.tab(words.cases.list.queue)
  for (const [vacancy] of RESPONSES) {
    await page.getByRole('option').filter({ hasText: vacancy }).click()
    await stage.button(words.cases.action.take).click()
    await page.getByRole('option').filter({ hasText: vacancy }).waitFor({ state: 'hidden' })
  }
  // The notices of the responses lie over the buttons.
  await page.getByRole('button', { name: words.shell.toast.open }).first().waitFor({ state: 'detached' })
  await drawPuttingAway(stage)
  await drawQuiet(stage)
}

async function drawPuttingAway(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { snooze, list } = words.cases
  const open = async (vacancy: string): Promise<void> => {
    await stage.tab(list.mine)
    await page.getByRole('option').filter({ hasText: vacancy }).click()
    await stage.button(snooze.button).click()
    await page.getByRole('menuitem', { name: snooze.reply }).waitFor()
  }
  await open('Кладовщик')
  await stage.shot('snooze-menu')
  await page.getByRole('menuitem', { name: words.chats.later.pick }).click()
  const dialog = page.getByRole('dialog', { name: snooze.pickTitle })
  await dialog.waitFor()
  await stage.shot('snooze-dialog')
  await dialog.getByRole('button', { name: words.chats.later.field }).click()
  await stage.shot('snooze-calendar')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: snooze.confirm, exact: true }).click()
  await page.getByText(snooze.done).waitFor()
  await stage.shot('snoozed')
  await open('Оператор склада')
  await page.getByRole('menuitem', { name: snooze.reply }).click()
  await open('Водитель-курьер')
  await page.getByRole('menuitem').first().click()
  await stage.tab(list.later)
  await page.getByRole('option').filter({ hasText: 'Кладовщик' }).click()
  await stage.button(snooze.takeBack).waitFor()
  await page.getByText(snooze.done).first().waitFor({ state: 'detached' })
  await stage.shot('cases-later')
  const divider = page.getByRole('separator').first()
  const box = await divider.boundingBox()
  if (!box) throw new Error('The list has no edge to pull at')
  await page.mouse.move(box.x + box.width / 2, box.y + 300)
  await page.mouse.down()
  await page.mouse.move(LIST_MIN_PX - 40, box.y + 300, { steps: 5 })
  await page.mouse.up()
  await stage.shot('cases-later-narrow')

  await write(stage, 'Мария', 'Здравствуйте! Ещё актуально?')
  await stage.tab(list.mine)
  await page.getByRole('option').filter({ hasText: snooze.backShort }).click()
  await stage.shot('snooze-back')
  await stage.tab(list.later)
  await page.getByRole('option').filter({ hasText: 'Кладовщик' }).click()
  await stage.button(snooze.takeBack).click()
  await stage.button(snooze.button).waitFor()
  await stage.shot('snooze-undone')
}

async function drawQuiet(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { quiet } = words.shell
  const status = page.getByRole('navigation', { name: words.shell.navigation }).getByRole('button').last()
  await status.click()
  await page.getByRole('menuitem', { name: quiet.hour }).waitFor()
  await stage.shot('quiet-menu')
  await page.getByRole('menuitem', { name: quiet.hour }).click()
  for (const clientName of WAITING) await write(stage, clientName, 'Когда можно подойти?')
  await stage.goTo('chats')
  await waitUntil(async () => (await page.getByRole('option').filter({ hasText: 'Когда можно' }).count()) >= 4)
  await status.click()
  await page.getByRole('menuitem', { name: quiet.end }).waitFor()
  await stage.shot('quiet-menu-on')
  await page.getByRole('menuitem', { name: quiet.end }).click()
  await page.getByText(quiet.title).waitFor()
  await stage.shot('quiet-summary')
  await stage.openSettings('notices')
  const hours = page.getByRole('switch', { name: words.settings.quiet.schedule })
  await hours.click()
  await stage.center(page.getByText(words.settings.quiet.days))
  await stage.shot('quiet-settings')
}

/** In the chat of the response. */
async function write({ avito }: Stage, clientName: string, text: string): Promise<void> {
  const chat = (await avito.control.chats()).findLast((each) => each.clientName === clientName)
  if (!chat) throw new Error(`Nobody called ${clientName} has responded`)
  await avito.control.clientWrites({ chatId: chat.id, text })
}
