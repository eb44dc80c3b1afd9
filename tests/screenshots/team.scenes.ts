import { avitoDemo } from '../lib/demo-settings'
import { OLGA, TeamHub } from '../lib/team-hub'
import type { Stage } from './stage'

const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'длинный пароль Анны' }
const BORIS = { login: 'boris@firm.ru', name: 'Борис Котов', password: 'длинный пароль Бориса' }
const VERA = { login: 'vera@firm.ru', name: 'Вера Зотова' }

/** An administrator at a team's hub: the people and how they come in. */
export async function drawTeam(stage: Stage): Promise<void> {
  const hub = await TeamHub.start({ demoAvito: avitoDemo(stage.avito) })
  try {
    await hub.addWithSecondFactor(ANNA)
    await hub.addWithSecondFactor(BORIS)
    await hub.invite(VERA)
    await signInTo(stage, hub, OLGA)
    await drawErasure(stage)
    await drawPeople(stage)
  } finally {
    await hub.stop()
  }
}

export async function signInTo(
  stage: Stage,
  hub: TeamHub,
  who: { readonly login: string; readonly password: string },
): Promise<void> {
  const { page } = stage
  const words = stage.words.signIn
  await stage.button(words.choice.team.name).click()
  const address = page.getByRole('textbox', { name: words.address.label })
  await address.fill(hub.url)
  await address.press('Enter')
  await page.getByRole('textbox', { name: words.login.login }).fill(who.login)
  await page.getByLabel(words.login.password, { exact: true }).fill(who.password)
  await page.keyboard.press('Enter')
  await stage.app.deskWindow()
}

/** What an administrator finds on a client's card. */
async function drawErasure(stage: Stage): Promise<void> {
  const { page } = stage
  const words = stage.words.cases.personal
  await stage.openChat('Сергей Ветров')
  const erase = stage.button(words.erase)
  await erase.waitFor()
  await stage.center(erase)
  await stage.shot('team-personal-data')
  await erase.click()
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await stage.shot('team-erase')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function drawPeople(stage: Stage): Promise<void> {
  const { page } = stage
  const words = stage.words.admin.accounts
  await stage.openSettings('people')
  const menu = page.getByRole('button', { name: words.more.replace('{{name}}', ANNA.name) })
  await menu.click()
  await page.getByRole('menuitem').first().waitFor()
  await stage.shot('team-people')
  await page.keyboard.press('Escape')
  await stage.button(words.invite).click()
  await page.getByRole('textbox', { name: words.login }).fill('gleb@firm.ru')
  await page.getByRole('textbox', { name: stage.words.admin.people.name }).fill('Глеб Орлов')
  await stage.shot('team-invite')
  await stage.button(words.makeCode).click()
  await stage.button(words.code.copy).waitFor()
  await stage.shot('team-code')
  await stage.button(words.code.done).click()
  await menu.click()
  await page.getByRole('menuitem').last().click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('team-close-account')
  await stage.button(words.sure.close.action).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByText(words.closed).waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: words.wish.erase }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(ANNA.name)
  await stage.shot('team-erase-colleague')
  await page.keyboard.press('Escape')
}
