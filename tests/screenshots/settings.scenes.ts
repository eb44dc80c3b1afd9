import type { Stage } from './stage'

const SECTIONS = [
  'lines',
  'sound',
  'deskPhone',
  'channels',
  'people',
  'hours',
  'distribution',
  'recording',
  'bots',
  'statuses',
  'topics',
  'templates',
  'telephony',
  'mail',
  'links',
  'keys',
  'workplace',
  'look',
  'notices',
  'company',
  'diagnostics',
  'updates',
  'about',
] as const

/** The texts of all licences. */
export async function drawLicences(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.openSettings('about')
  await stage.button(words.settings.about.licences).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('licences-dialog')
}

/** Every section of the settings, a line's test that fails, connecting a channel. */
export async function drawSettings(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.goTo('settings')
  const sections = page.getByRole('navigation', { name: words.settings.sections })
  for (const section of SECTIONS) {
    await sections.getByRole('button', { name: words.settings.section[section], exact: true }).click()
    await stage.shot(`settings-${section}`)
  }

  await sections.getByRole('button', { name: words.settings.section.lines }).click()
  await stage.button(words.settings.lines.edit).click()
  await page.getByRole('textbox', { name: words.settings.form.port }).fill('1')
  await stage.button(words.settings.form.test).click()
  await page.getByText(words.settings.test.failed.slice(0, 18)).waitFor()
  await stage.shot('line-test-failed')
  await stage.button(words.settings.form.delete).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('line-delete-dialog')
  await page.keyboard.press('Escape')
  await stage.button(words.settings.lines.back).click()
  const question = page.getByRole('dialog')
  await question.waitFor()
  await stage.shot('unsaved-dialog')
  await stage.button(words.common.unsaved.discard, question).click()
  await stage.button(words.settings.lines.add).click()
  await stage.shot('line-new')

  await sections.getByRole('button', { name: words.settings.section.bots, exact: true }).click()
  await drawBots(stage)

  await sections.getByRole('button', { name: words.settings.section.channels }).click()
  await stage.button(words.channels.groups.connectHere.replace('{{kind}}', words.channels.kind.avito.name)).click()
  await stage.shot('connect-avito')
  await stage.button(words.channels.form.submit).click()
  await stage.shot('connect-avito-empty')
  await sections.getByRole('button', { name: words.settings.section.channels }).click()
  await stage.button(words.channels.back).click()
  await page
    .getByRole('button', { name: new RegExp(words.channels.health.receiving.short) })
    .first()
    .click()
  await stage.shot('channel')
  for (const tab of ['working', 'offHours', 'calls', 'general'] as const) {
    await page.getByRole('tab', { name: words.channels.settings.tab[tab], exact: true }).click()
    await stage.shot(`channel-${tab}`)
  }
  await stage.button(words.channels.settings.rehearsal.action).click()
  await page.getByRole('dialog').getByRole('definition').first().waitFor()
  await stage.shot('channel-rehearsal')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: words.channels.settings.tab.account }).click()
  await stage.button(words.channels.keys.action).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('channel-keys-dialog')
  await page.keyboard.press('Escape')
  await stage.button(words.channels.disconnect.action).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('channel-disconnect-dialog')
  await page.keyboard.press('Escape')
}

/** The menu's editor with its preview, a bot over HTTP with its secret, and the list of both. */
async function drawBots(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.button(words.bots.add.menu).click()
  await page.getByRole('textbox', { name: words.bots.name }).fill('Otklik')
  await page.getByRole('textbox', { name: words.bots.preview.write }).fill('1')
  await page.keyboard.press('Enter')
  await stage.shot('bot-menu')
  await stage.button(words.admin.save).click()
  await stage.button(words.bots.add.http).click()
  await page.getByRole('textbox', { name: words.bots.name }).fill('HTTP')
  await page.getByRole('textbox', { name: words.bots.http.url }).fill('https://shop.example/bot')
  await stage.shot('bot-http')
  await stage.button(words.admin.save).click()
  await stage.button(words.bots.secret.copy).waitFor()
  await stage.shot('bot-secret')
  await stage.button(words.bots.secret.done).click()
  await stage.shot('bots')
}
