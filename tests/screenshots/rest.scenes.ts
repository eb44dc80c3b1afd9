import type { Stage } from './stage'

/** Without a connection, and in narrow windows. */
export async function drawRest(stage: Stage): Promise<void> {
  const { page, app, words } = stage
  await stage.goTo('chats')
  await app.stopHub()
  await page.getByText(words.shell.banner.offline.slice(0, 12)).waitFor({ timeout: 60_000 })
  await stage.openChat('Сергей Ветров')
  await stage.composer.fill('Здравствуйте! Районы: ЮАО и ЮЗАО.')
  await stage.composer.press('Enter')
  await stage.shot('offline')
  await app.resumeHub()

  for (const width of [1000, 700]) {
    await stage.resize(width, stage.look.height)
    await stage.shot(`narrow-${width}`)
  }
  await page.getByRole('button', { name: new RegExp(`^${words.chats.header.back}`) }).click()
  await stage.shot('narrow-700-list')
  await stage.goTo('calls')
  await stage.shot('narrow-700-calls')
  await stage.goTo('settings')
  await stage.shot('narrow-700-settings')
}

/** The first start: nothing is connected yet. */
export async function drawFirstStart(stage: Stage): Promise<void> {
  await stage.shot('first-start')
  await stage.goTo('calls')
  await stage.shot('first-start-calls')
  await stage.goTo('settings')
  await stage.shot('first-start-settings')
}
