import type { Stage } from './stage'

/** The one box: empty, with what it found of each kind, with nothing; and the conversation at the found message. */
export async function drawSearch(stage: Stage): Promise<void> {
  const { page, words, avito } = stage
  await page.getByRole('option').nth(4).waitFor()
  const { chatId } = await avito.control.clientWrites({
    clientName: 'Марина Договорова',
    text: 'Подскажите, договоры уже готовы? Мой номер 8 917 204-18-55',
  })
  for (const text of ['Могу подъехать завтра', 'Или пришлите на почту', 'Спасибо'])
    await avito.control.clientWrites({ chatId, text })
  await page.getByRole('option').filter({ hasText: 'Марина Договорова' }).waitFor()
  await stage.openChat('Сергей Ветров')
  const open = async (typed: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: words.palette.label }).fill(typed)
  }
  await open('')
  await page.getByRole('group', { name: words.palette.section.recent }).waitFor()
  await stage.shot('palette')
  await page.keyboard.press('Escape')
  await open('договор')
  await page.getByRole('group', { name: words.palette.section.messages }).waitFor()
  await stage.shot('palette-found')
  await page.keyboard.press('Escape')
  await open('ничегоподобного')
  await page.getByText(words.palette.nothingHint).waitFor()
  await stage.shot('palette-nothing')
  await page.keyboard.press('Escape')
  await open('204-18-55')
  await page.getByRole('group', { name: words.palette.section.messages }).waitFor()
  await stage.shot('palette-phone')
  await page.keyboard.press('Enter')
  await page.locator('mark').first().waitFor()
  await stage.shot('found-message')
}
