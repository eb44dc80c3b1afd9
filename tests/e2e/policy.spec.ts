import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { ensureElectron } from '../../scripts/ensure-electron.mjs'
import { expect, test } from './fixtures'

const run = promisify(execFile)
/** A file is read again every 30 s. */
const READ_AGAIN_MS = 45_000

test('[I2] what is locked changes by neither the screen, IPC, the settings file nor the command line', async ({
  profile,
  launch,
}) => {
  const policy = join(profile, 'policy.json')
  const locked = { 'look.theme': 'dark', 'look.language': 'en', 'workplace.hub': 'alone' }
  writeFileSync(policy, JSON.stringify({ locked, preset: { 'look.density': 'roomy' } }))
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ theme: 'light', language: 'ru', chosen: ['theme'] }))
  const app = await launch({
    with: 'nothing',
    language: 'ru',
    env: { OTKLIK_POLICY_FILE: policy, OTKLIK_HUB: 'ask' },
  })
  const page = await app.deskWindow()
  const look = page.locator('html')
  await expect(look).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('link', { name: /^Settings/ }).click()
  await page.getByRole('button', { name: 'Look and language' }).click()
  await expect(page.getByText('Set by your organisation')).toHaveCount(2)
  await expect(page.getByRole('radio', { name: 'Light' })).toBeDisabled()
  await expect(page.getByRole('radio', { name: 'Roomy' })).toBeChecked()
  await page.getByText('Compact').click()
  await expect(page.getByRole('radio', { name: 'Compact' })).toBeChecked()

  const ask = (channel: string, args: unknown) =>
    page.evaluate(([name, given]) => window.otklik.invoke(name, given), [channel, args] as const)
  const refused = await ask('app:change-settings', { theme: 'light', language: 'ru' })
  expect(refused).toEqual({ ok: true, value: { ok: false, error: { locked: ['look.language', 'look.theme'] } } })
  await ask('signIn:open-choice', null)
  await expect(look).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(page.getByRole('radio', { name: 'Compact' })).toBeChecked()

  // The company takes its word back: what the person had is there again, without a start.
  writeFileSync(policy, JSON.stringify({ locked: { 'look.language': 'en' } }))
  await expect(look).toHaveAttribute('data-mantine-color-scheme', 'light', { timeout: READ_AGAIN_MS })
})

test('[I2] a policy with a mistake starts all the same, and the person is told what is wrong @long', async ({
  profile,
  launch,
}) => {
  const policy = join(profile, 'policy.json')
  writeFileSync(policy, JSON.stringify({ locked: { 'look.theme': 'blue', 'look.density': 'compact' } }))
  const page = await (await launch({ with: 'nothing', env: { OTKLIK_POLICY_FILE: policy } })).deskWindow()
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
  await page.getByRole('button', { name: 'Показать' }).click()
  await expect(page.getByText('пришло blue, ожидалось: одно из: system, light, dark')).toBeVisible()
})

test('[I7] a set-up link changes nothing before the person has seen it and agreed', async ({ profile, launch }) => {
  const page = await (await launch({ with: 'nothing' })).deskWindow()
  const density = page.locator('html')
  await expect(density).toHaveAttribute('data-density', 'normal')
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const open = (link: string) =>
    run(ensureElectron(), [...(asRoot ? ['--no-sandbox'] : []), '.', link], {
      env: { ...process.env, OTKLIK_USER_DATA: profile },
    })
  await open('otklik://setup?look.density=compact&look.undoSendSeconds=5')
  const dialog = page.getByRole('dialog', { name: 'Настроить Otklik?' })
  await expect(dialog.getByText('Плотно', { exact: true })).toBeVisible()
  await expect(density).toHaveAttribute('data-density', 'normal')
  await dialog.getByRole('button', { name: 'Не менять' }).click()
  await expect(dialog).toBeHidden()
  await expect(density).toHaveAttribute('data-density', 'normal')

  await open('otklik://setup?look.density=compact')
  await dialog.getByRole('button', { name: 'Настроить', exact: true }).click()
  await expect(density).toHaveAttribute('data-density', 'compact')
})
