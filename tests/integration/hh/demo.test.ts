import { afterAll, beforeAll, expect, it } from 'vitest'

import { createDriver } from '../../../hub/channels/registry'
import { makeTestFolder, PREPARING_MS, testTemplate, type TestFolder } from '../../../hub/testing/test-folder'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { startHhSandbox, type HhSandbox } from '../../../sandbox/hh/index'
import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import { PATIENCE } from '../avito-jobs/rig'

const KEY = Buffer.alloc(32, 7).toString('base64')
const demoSite = { name: 'Сайт', company: 'Ромашка', greeting: 'Здравствуйте!' }

let folder: TestFolder
let sandbox: HhSandbox
let hub: TestHub

beforeAll(async () => {
  await testTemplate()
  folder = makeTestFolder()
}, PREPARING_MS)
afterAll(() => {
  folder.remove()
})

/** The sandbox of a day stands on the port of yesterday's and knows nothing of what that one knew. */
async function startDay(port: number, idsFrom: number): Promise<void> {
  sandbox = await startHhSandbox({ port, seed: 'demo', idsFrom })
  const { managerIds, siteUrl, control } = sandbox
  await control.change({ consentsBy: managerIds[0], redirectUrl: `${siteUrl}/consented` })
}

async function startDesk(): Promise<void> {
  const { apiUrl, siteUrl, clientId, clientSecret } = sandbox
  const account = { apiUrl, clientId, clientSecret, contactEmail: 'hr@romashka.example' }
  const demoHh = { ...account, consentUrl: `${siteUrl}/oauth/authorize` }
  hub = await startTestHub({ folder, tokenKey: KEY, options: { createDriver, demoSite, demoHh } })
}

async function endDay(): Promise<void> {
  await hub.hub.stop()
  await sandbox.stop()
}

const channels = async () => (await hub.json<{ channels: Channel[] }>('/api/channels')).channels
const health = async () => (await channels()).map(({ kind, health: { kind: state } }) => `${kind} ${state}`)

/** What a desk is told, as it grows. */
async function openDesk() {
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  const latest = new Map<string, Chat | null>()
  const namesWithoutVacancy = () => {
    for (const change of desk.changes) if (change.entity === 'chat') latest.set(change.id, change.row)
    return [...latest.values()].flatMap((chat) => (chat?.isWithoutVacancy ? [chat.clientName] : []))
  }
  return { desk, namesWithoutVacancy }
}

it('[M1] [M3] the demo’s hh.ru comes into a profile of before it, is let in at every start, and stays away once disconnected', async () => {
  hub = await startTestHub({ folder, tokenKey: KEY, options: { createDriver, demoSite } })
  expect(await health()).toEqual(['site receiving'])
  await hub.hub.stop()

  await startDay(0, 100_000_000)
  const port = Number(new URL(sandbox.apiUrl).port)
  await startDesk()
  await expect.poll(health, PATIENCE).toEqual(['site receiving', 'hh receiving'])
  const { desk, namesWithoutVacancy } = await openDesk()
  await expect.poll(namesWithoutVacancy, PATIENCE).toEqual(['Зимина Ольга Викторовна'])
  desk.close()
  await endDay()

  await startDay(port, 200_000_000)
  await startDesk()
  await expect.poll(health, PATIENCE).toEqual(['site receiving', 'hh receiving'])
  expect((await sandbox.control.stats()).tokensIssued).toBe(1)
  const [, hh] = await channels()
  expect((await hub.request(`/api/channels/${hh?.id ?? ''}`, { method: 'DELETE' })).status).toBe(204)
  await endDay()

  await startDay(port, 300_000_000)
  await startDesk()
  expect(await health()).toEqual(['site receiving'])
  expect((await sandbox.control.stats()).tokensIssued).toBe(0)
  await endDay()
}, 120_000)
