import type { Stage } from './stage'

/** A newer version: found, ready, what it waits for, and a source that cannot be read. */
export async function drawUpdates(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.openSettings('updates')
  await stage.shot('updates-never')
  await stage.button(words.settings.updates.check).click()
  await stage.button(words.settings.updates.download).waitFor()
  await stage.shot('updates-found')
  await stage.button(words.settings.updates.download).click()
  await stage.button(words.settings.updates.restart).waitFor()
  await stage.shot('updates-ready')
  await stage.goTo('chats')
  await stage.shot('updates-bar')
  await page.evaluate(() => window.otklik.invoke('updates:set-unsent', { messages: 1, files: 0 }))
  await stage.openSettings('updates')
  await stage.button(words.settings.updates.restart).click()
  await stage.button(words.settings.updates.notNow).waitFor()
  await stage.shot('updates-waits')
  await stage.button(words.settings.updates.notNow).click()
  stage.breakUpdates()
  await stage.button(words.settings.updates.check).click()
  await page.getByRole('alert').waitFor()
  await stage.shot('updates-trouble')
}
