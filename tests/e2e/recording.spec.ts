import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { DEFAULT_RECORDING } from '#shared/domain/recording'
import { DeskPage } from '../lib/desk-page'
import { HubAdmin } from '../lib/hub-admin'
import { expect, test } from './fixtures'

/** What a kill may take of a talk. */
const LOST_AT_MOST_S = 1
/** About three seconds at 48 kbit/s. */
const SOME_BYTES = 15_000

test('a talk that is always recorded survives a kill up to its last second, goes on, and plays in the history', async ({
  profile,
  launch,
}) => {
  const app = await launch({ with: 'sip' })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
  await expect(async () => {
    const admin = await HubAdmin.of(desk.page)
    await admin.put('/api/administration/recording', { ...DEFAULT_RECORDING, mode: 'always' })
  }).toPass({ timeout: 60_000 })
  await desk.goTo('Звонки')
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
  await field.fill('1001')
  await field.press('Enter')
  await expect(desk.callBar.getByText('Идёт запись (всегда)')).toBeVisible()
  const fromMs = Date.now()
  await expect(desk.callBar.getByRole('button', { name: /запись/i })).toHaveCount(0)
  const folder = join(profile, 'recordings')
  const size = () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  await expect.poll(size).toBeGreaterThan(SOME_BYTES)
  const spokenS = (Date.now() - fromMs) / 1_000
  await app.killMain()

  const again = new DeskPage(await (await launch({ with: 'sip' })).deskWindow())
  await expect(again.callBar.getByText('Идёт запись (всегда)')).toBeVisible()
  await expect.poll(() => readdirSync(folder).length).toBe(2)
  await again.callBar.getByRole('button', { name: /^Завершить звонок/ }).click()
  await again.goTo('Звонки')
  await again.page.getByRole('button', { name: /^Прослушать запись: / }).click({ timeout: 60_000 })
  const player = again.page.getByLabel(/^Запись разговора, часть 1 из 2/)
  await expect(player).toBeVisible()
  await expect.poll(() => player.evaluate((element) => (element as HTMLAudioElement).readyState)).toBeGreaterThan(0)
  const [callId] = readdirSync(folder).map((name) => name.split('_')[2])
  const recorded = await again.page.evaluate(async (id) => {
    const reply = await window.otklik.invoke('recordings:read', { callId: id, part: 1 })
    if (!reply.ok) throw new Error('The recording cannot be read.')
    const context = new AudioContext()
    const bytes = reply.value as Uint8Array<ArrayBuffer>
    const { duration, numberOfChannels } = await context.decodeAudioData(bytes.buffer)
    await context.close()
    return { duration, numberOfChannels }
  }, callId)
  expect(recorded.numberOfChannels).toBe(2)
  expect(recorded.duration).toBeGreaterThan(spokenS - LOST_AT_MOST_S)
})
