import { avitoDemo } from '../lib/demo-settings'
import { OLGA, TeamHub } from '../lib/team-hub'
import type { Stage } from './stage'
import { signInTo } from './team.scenes'

const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'длинный пароль Анны' }

/** What administrators account for: the audit and its chain, who looked, terms; and who looked at one client. */
export async function drawDuties(stage: Stage): Promise<void> {
  const hub = await TeamHub.start({ demoAvito: avitoDemo(stage.avito) })
  try {
    await hub.addWithSecondFactor(ANNA)
    await signInTo(stage, hub, OLGA)
    await drawOneClient(stage)
    await drawPages(stage)
  } finally {
    await hub.stop()
  }
}

async function drawOneClient(stage: Stage): Promise<void> {
  const { page } = stage
  const words = stage.words.duties.access
  await stage.openChat('Сергей Ветров')
  const looked = stage.button(words.ofClient)
  await looked.waitFor()
  // Written some seconds after it was looked at.
  await stage.settle(6_000)
  await looked.click()
  await page.getByRole('dialog').getByRole('table').waitFor()
  await stage.shot('duties-of-client')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function drawPages(stage: Stage): Promise<void> {
  const { page } = stage
  const words = stage.words.duties
  await stage.openSettings('duties')
  await page.getByRole('table').waitFor()
  await stage.button(words.audit.check).click()
  await page.getByRole('status').filter({ hasText: /\S/ }).waitFor()
  await stage.shot('duties-audit')
  await page.getByRole('combobox', { name: words.filter.kind }).click()
  await stage.shot('duties-audit-kinds')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: words.filter.case }).fill('99999')
  await page.getByText(words.audit.empty).waitFor()
  await stage.shot('duties-audit-empty')
  const tabs = page.getByRole('radiogroup', { name: words.tabs })
  await tabs.getByText(words.tab.access).click()
  await page.getByRole('table').waitFor()
  await stage.shot('duties-access')
  await tabs.getByText(words.tab.retention).click()
  const field = page.getByRole('textbox', { name: words.retention.kind.messages })
  await field.fill('0')
  await stage.shot('duties-retention-wrong')
  await field.fill('365')
  await stage.button(words.retention.preview).click()
  await page.getByText(words.retention.none).waitFor()
  await stage.shot('duties-retention')
  await stage.button(words.retention.save).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('duties-retention-confirm')
  await stage.button(words.retention.confirmKeep, page.getByRole('dialog')).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}
