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
  await drawFourInches(stage)
  await stage.resize(stage.look.width, stage.look.height)
  await page.keyboard.press('Shift+F1')
  await page.getByRole('heading', { name: words.shell.guide.title }).waitFor()
  await stage.shot('guide')
  await page.keyboard.press('Escape')
  await drawWidget(stage)
}

/** The smallest window that there is, and that of a small telephone. */
async function drawFourInches(stage: Stage): Promise<void> {
  for (const [width, height] of [
    [360, 480],
    [480, 800],
  ] as const) {
    await stage.resize(width, height)
    const size = `${String(width)}x${String(height)}`
    await stage.goTo('settings')
    await stage.shot(`small-${size}-settings`)
    await stage.goTo('calls')
    await stage.shot(`small-${size}-calls`)
    await stage.goTo('chats')
    await stage.shot(`small-${size}-list`)
    await stage.openChat('Сергей Ветров')
    await stage.shot(`small-${size}-chat`)
    await stage.goTo('supervisor')
    await stage.shot(`small-${size}-supervisor`)
    await stage.goTo('chats')
    await stage.page.getByRole('button', { name: new RegExp(`^${stage.words.chats.header.back}`) }).click()
  }
}

/** The desk is hidden: the icon, its list, a chat in it. */
async function drawWidget(stage: Stage): Promise<void> {
  await stage.app.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes('desk.html'))
      ?.hide()
  })
  const widget = await stage.app.widgetWindow()
  await stage.avito.control.clientWrites({ clientName: 'Ирина Волкова', text: 'И ещё вопрос: есть ли доставка?' })
  const { openUnread_one: unread } = stage.words.shell.widget
  await widget.getByRole('button', { name: new RegExp(unread.split(',')[0] ?? '') }).waitFor()
  await stage.shot('widget-icon', widget)
  await widget.getByRole('button').click()
  await widget.getByRole('option').nth(3).waitFor()
  await stage.shot('widget-list', widget)
  await widget.getByRole('option').first().click()
  await widget.getByRole('textbox', { name: stage.words.chats.composer.label }).waitFor()
  await stage.shot('widget-chat', widget)
}

/** The first start: nothing is connected yet. */
export async function drawFirstStart(stage: Stage): Promise<void> {
  await stage.shot('first-start')
  await stage.goTo('calls')
  await stage.shot('first-start-calls')
  await stage.goTo('settings')
  await stage.shot('first-start-settings')
}
