import { join } from 'node:path'

import type { Stage } from './stage'

const PASSPHRASE = 'две сосны у дороги'

/** Everything of a desk's own hub goes to a team's: the file, the hub at rest, the way back. */
export async function drawMoving(stage: Stage): Promise<void> {
  const { app, page, words } = stage
  const { move, callBack } = words.signIn
  await app.app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    },
    join(app.profile, 'otklik.move'),
  )
  await page.getByRole('option').nth(3).waitFor()
  await stage.openSettings('workplace')
  const section = page.getByRole('main')
  await stage.button(move.open, section).click()
  const dialog = page.getByRole('dialog')
  const [first, second] = [
    dialog.getByLabel(move.passphrase, { exact: true }),
    dialog.getByLabel(move.again, { exact: true }),
  ]
  await first.fill(PASSPHRASE)
  await second.fill('две сосны')
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').waitFor()
  await stage.shot('move-dialog')
  await second.fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await stage.button(move.done, dialog).waitFor()
  await stage.shot('move-saved')
  await stage.button(move.done, dialog).click()
  await dialog.waitFor({ state: 'hidden' })
  await stage.button(callBack.open).waitFor()
  await stage.shot('moved-workplace')
  await stage.button(callBack.open).click()
  await dialog.waitFor()
  await stage.shot('call-back-dialog')
  await stage.button(callBack.submit, dialog).click()
  await stage.button(move.open).waitFor()
  await stage.shot('called-back')
}
