import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { closedPort, webSite } from '../lib/tiny-servers'
import { expect, test } from './fixtures'

async function goTo(page: Page, section: 'Chats' | 'Calls' | 'Settings'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Sections', exact: true })
    .getByRole('link', { name: new RegExp(`^${section}`) })
    .click()
}

test('the same sentences stand in English @long', async ({ avito, sip, launch, profile }) => {
  writeFileSync(join(profile, 'settings.json'), '{')
  const { chatId } = await avito.control.clientWrites({ clientName: 'Mary Swan', text: 'Hello' })
  const app = await launch({ with: 'both', language: 'en', microphone: 'none' })
  const page = await app.deskWindow()

  const [kept = 'none'] = readdirSync(profile).filter((name) => name.startsWith('settings.broken-'))
  const banner = page.getByRole('status').filter({ hasText: 'The settings file was damaged and is kept here' })
  await expect(banner).toContainText(join(profile, kept))
  await banner.getByRole('button').click()

  await page.getByLabel('Chat list').getByText('Mary Swan').first().click()
  const composer = page.getByRole('textbox', { name: 'Message' })
  await composer.fill('x'.repeat(1037))
  await expect(page.getByText('Longer than 1,000 characters, shorten by 37').first()).toBeVisible()
  await avito.control.deleteChat(chatId)
  await composer.fill('Still there?')
  await composer.press('Enter')
  await expect(
    page.getByRole('note').getByText('The channel no longer knows this chat, so it cannot be written to.'),
  ).toBeVisible()

  await expect(page.getByRole('button', { name: 'Phone: connected' })).toBeVisible()
  await goTo(page, 'Calls')
  const number = page.getByRole('textbox', { name: 'Number or SIP name' })
  await number.fill('1001')
  await number.press('Enter')
  await expect(
    page.getByText('Plug in a headset, check it in “Settings → Sound and headset” and call again.'),
  ).toBeVisible()

  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Edit' }).click()
  const panel = page.getByRole('complementary', { name: 'Line test' })
  const port = page.getByRole('textbox', { name: 'Port' })
  const site = await webSite()
  try {
    for (const [value, sentence] of [
      [await closedPort(), 'The server takes no connection on this port. Check the port and the kind of connection.'],
      [site.port, 'An ordinary web site answers here, not a phone server. Check the port and the WebSocket path.'],
    ] as const) {
      await port.fill(String(value))
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await expect(panel.getByText(sentence)).toBeVisible()
    }
  } finally {
    await site.close()
  }
  await port.fill(String(sip.ws.port))
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong-password')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'agent@' })).toContainText(
    'Not connected. The server did not take the name or password. Enter them again as shown in your PBX account.',
    { timeout: 60_000 },
  )
})
