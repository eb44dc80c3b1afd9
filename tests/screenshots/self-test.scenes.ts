import type { Stage } from './stage'

/** The self-test with what it finds, and the report before it is saved. */
export async function drawSelfTest(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.openSettings('diagnostics')
  await stage.shot('self-test-idle')
  await stage.button(words.settings.diagnostics.run).click()
  await stage.button(words.settings.diagnostics.again).waitFor()
  await stage.shot('self-test')
  await stage.button(words.settings.diagnostics.make).click()
  await stage.center(stage.button(words.settings.diagnostics.save))
  await page.getByText('self-test.json').click()
  await stage.shot('self-test-report')
}
