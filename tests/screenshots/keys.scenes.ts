import type { Stage } from './stage'

/** All keys at a glance, and where they are changed: as they are, pressed anew, taken by another, refused. */
export async function drawKeys(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { action, place, change, refusal, sheet } = words.keys
  await page.getByRole('option').nth(4).waitFor()
  await stage.openChat('Сергей Ветров')
  await page.keyboard.press('F1')
  await page.getByRole('dialog', { name: sheet.title }).waitFor()
  await stage.shot('keys-sheet')
  await page.keyboard.press('Escape')

  await stage.openSettings('keys')
  const rowOf = (name: string) =>
    page.getByRole('button', { name: change.replace('{{action}}', name).replace(/\{\{keys\}\}$/, ''), exact: false })
  await rowOf(action.palette).waitFor()
  await stage.shot('keys')
  await rowOf(action.palette).press('Enter')
  await page.getByText(words.keys.listeningHint).waitFor()
  await stage.shot('keys-listening')
  await page.keyboard.press('Control+f')
  await page.getByRole('alert').waitFor()
  await stage.shot('keys-taken')
  await stage.button(words.keys.keep).click()
  await rowOf(action.palette).press('Enter')
  await page.keyboard.press('k')
  await page.getByText(refusal.text).waitFor()
  await stage.shot('keys-refused')
  await stage.button(words.keys.keep).click()
  await rowOf(action.palette).press('Enter')
  await page.keyboard.press('Control+j')
  await page.getByRole('searchbox', { name: words.keys.find }).fill('ctrl j')
  await page.getByRole('heading', { name: place.desk }).waitFor()
  await stage.shot('keys-changed')
}
