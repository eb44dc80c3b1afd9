import { avitoDemo } from '../lib/demo-settings'
import { TeamHub } from '../lib/team-hub'
import { keepOpenedPages, TeamWithProvider } from '../lib/team-with-provider'
import { waitUntil } from '../lib/wait-until'
import type { Stage } from './stage'

const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'длинный пароль Анны' }
const BORIS = { login: 'boris@firm.ru', name: 'Борис Котов', password: 'длинный пароль Бориса' }
/** So many wrong tries a hub lets pass before it locks the login. */
const FREE_TRIES = 6

/** Where to work, and as whom: from the first question to the end of a session. */
export async function drawSignIn(stage: Stage): Promise<void> {
  const hub = await TeamHub.start({ demoAvito: avitoDemo(stage.avito) })
  try {
    await drawWaysIn(stage, hub)
    await drawTeamDesk(stage)
    await hub.endSessions(ANNA.login)
    await stage.app.signInWindow()
    await stage.page.getByRole('alert').waitFor()
    await stage.shot('session-ended')
  } finally {
    await hub.stop()
  }
}

/** A computer whose clock is two hours slow. */
export async function drawWrongClock(stage: Stage): Promise<void> {
  const { page } = stage
  const hub = await TeamHub.start({ demoAvito: avitoDemo(stage.avito) })
  try {
    hub.advance(2 * 3_600_000)
    await stage.button(stage.words.signIn.choice.team.name).click()
    const address = page.getByRole('textbox', { name: stage.words.signIn.address.label })
    await address.fill(hub.url)
    await address.press('Enter')
    await page.getByRole('alert').waitFor()
    await stage.shot('sign-in-clock')
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Escape')
  } finally {
    await hub.stop()
  }
}

/** The company's own sign-in: the button, and the step while the person is in the browser. */
export async function drawBrowserSignIn(stage: Stage): Promise<void> {
  const { page } = stage
  const words = stage.words.signIn
  const team = await TeamWithProvider.start('Keycloak')
  try {
    await keepOpenedPages(stage.app)
    await stage.button(words.choice.team.name).click()
    const address = page.getByRole('textbox', { name: words.address.label })
    await address.fill(team.hub.url)
    await address.press('Enter')
    const provider = page.getByRole('button', { name: 'Keycloak' })
    await provider.waitFor()
    await stage.shot('sign-in-provider')
    await provider.click()
    const code = page.getByRole('textbox', { name: words.browser.code })
    await code.fill('ABCD-9999')
    await code.press('Enter')
    await page.getByRole('alert').waitFor()
    await stage.shot('sign-in-browser')
    // From the browser's step over the login and the address back to the choice.
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Escape')
  } finally {
    await team.stop()
  }
}

async function drawWaysIn(stage: Stage, hub: TeamHub): Promise<void> {
  const { page } = stage
  const words = stage.words.signIn
  const invitation = await hub.invite(ANNA)
  await hub.addWithSecondFactor(BORIS)
  await stage.shot('sign-in-choice')

  await stage.button(words.choice.team.name).click()
  const address = page.getByRole('textbox', { name: words.address.label })
  await address.fill('127.0.0.1:1')
  await address.press('Enter')
  await page.getByRole('alert').waitFor()
  await stage.shot('sign-in-unreachable')
  await address.fill(hub.url)
  await address.press('Enter')

  const signIn = async (login: string, password: string): Promise<void> => {
    await page.getByRole('textbox', { name: words.login.login }).fill(login)
    await page.getByLabel(words.login.password, { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await waitUntil(async () => (await page.locator('form button[type=submit][data-loading]').count()) === 0)
  }
  await page.getByRole('button', { name: words.login.forgotten }).click()
  await stage.shot('sign-in-login')
  for (let tries = 0; tries < FREE_TRIES; tries += 1) await signIn('vera@firm.ru', 'не тот пароль')
  await stage.shot('sign-in-locked')
  await signIn(BORIS.login, BORIS.password)
  await page.getByRole('textbox', { name: words.code.label }).waitFor()
  await stage.shot('sign-in-code')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: words.login.invitation }).click()
  await page.getByRole('textbox', { name: words.invitationCode.linkOrCode }).fill(invitation)
  await page.keyboard.press('Enter')
  const password = page.getByLabel(words.invitation.password, { exact: true })
  await password.fill('123')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await stage.shot('sign-in-invitation')
  await password.fill(ANNA.password)
  await page.keyboard.press('Enter')
}

async function drawTeamDesk(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.app.deskWindow()
  await stage.openChat('Сергей Ветров')
  await stage.composer.fill('Здравствуйте, Сергей! Сейчас уточню…')
  await page.keyboard.press('Control+Shift+KeyS')
  await page.getByRole('menuitem', { name: words.signIn.signOut.open }).waitFor()
  await stage.shot('team-status-menu')
  await page.getByRole('menuitem', { name: words.signIn.signOut.open }).click()
  await page.getByRole('dialog').waitFor()
  await stage.shot('sign-out-dialog')
  await page.keyboard.press('Escape')
  await stage.goTo('settings')
  await page
    .getByRole('navigation', { name: words.settings.sections })
    .getByRole('button', { name: words.settings.section.workplace })
    .click()
  await stage.shot('settings-workplace-team')
}
