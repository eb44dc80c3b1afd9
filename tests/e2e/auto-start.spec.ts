import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

import { ensureElectron } from '../../scripts/ensure-electron.mjs'
import { DeskPage } from '../lib/desk-page'
import type { ElectronDesk } from '../lib/electron-desk'
import { expect, test } from './fixtures'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../..')
const CALLER = '+78435550172'

/** What is on the screen, by the name of the page. */
function shownWindows(app: ElectronDesk): Promise<string[]> {
  return app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((each) => each.isVisible())
      .map((each) => new URL(each.webContents.getURL()).pathname),
  )
}

test('[I1] the switch enters Otklik where the desktop starts programs, and what is switched off there is shown', async ({
  profile,
  launch,
}) => {
  const entry = join(profile, 'xdg', 'autostart', 'otklik.desktop')
  const app = await launch({ with: 'nothing', env: { XDG_CONFIG_HOME: join(profile, 'xdg') } })
  const desk = new DeskPage(await app.deskWindow())
  await desk.goTo('Настройки')
  await desk.page.getByRole('button', { name: 'Рабочее место', exact: true }).click()
  const choice = desk.page.getByRole('switch', { name: 'Запускать вместе с компьютером' })
  await expect(choice).not.toBeChecked()
  expect(existsSync(entry)).toBe(false)
  await desk.page.getByText('Запускать вместе с компьютером').click()
  await expect(choice).toBeChecked()
  expect(readFileSync(entry, 'utf8').split('\n')).toContain(`Exec=${ensureElectron()} ${ROOT} --in-background`)

  writeFileSync(entry, `${readFileSync(entry, 'utf8')}Hidden=true\n`)
  // As when the person comes back from the settings of the desktop.
  await desk.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(desk.page.getByText('в настройках системы он выключен')).toBeVisible()
  await expect(choice).not.toBeChecked()
  await desk.page.getByText('Запускать вместе с компьютером').click()
  await expect(choice).toBeChecked()
  await desk.page.getByText('Запускать вместе с компьютером').click()
  await expect(choice).not.toBeChecked()
  expect(existsSync(entry)).toBe(false)
})

test('[I1] started with the computer it shows no window, rings, and comes when the person starts it @long', async ({
  profile,
  sip,
  launch,
}) => {
  const app = await launch({ with: 'sip', chromiumArgs: ['--in-background'] })
  const page = await app.openedDeskWindow()
  const isReady = () =>
    page.evaluate(async () => JSON.stringify(await window.otklik.invoke('sip:list-lines', null)).includes('registered'))
  await expect.poll(isReady).toBe(true)
  expect(await shownWindows(app)).toEqual([])

  const callId = await sip.control.callUser({ to: 'agent', from: CALLER, displayName: 'Ринат', plays: 'tone' })
  const incoming = await app.incomingWindow()
  await expect(incoming.getByRole('button', { name: /^Ответить/ })).toBeVisible()
  await expect.poll(() => shownWindows(app)).toEqual(['/incoming.html'])
  await sip.control.hangUp(callId)
  await expect.poll(() => shownWindows(app)).toEqual([])

  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const startAgain = (...args: string[]) =>
    run(ensureElectron(), [...(asRoot ? ['--no-sandbox'] : []), ROOT, ...args], {
      env: { ...process.env, OTKLIK_USER_DATA: profile },
    })
  // A second one with the computer (two entries) is nobody's wish to see it either.
  await startAgain('--in-background')
  expect(await shownWindows(app)).toEqual([])
  await startAgain()
  await expect.poll(() => shownWindows(app)).toEqual(['/desk.html'])
})
