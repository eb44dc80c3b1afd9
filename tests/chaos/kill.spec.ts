import { test as base } from '@playwright/test'

import { startAvitoSandbox } from '../../sandbox/avito'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile, type DeskDemo } from '../lib/electron-desk'
import { countReceived } from '../lib/sandbox-checks'
import { expect } from '../e2e/fixtures'

const IS_LONG = process.env['OTKLIK_TEST_LONG'] === '1'
const SENDS = IS_LONG ? 100 : 16
const KILLS = IS_LONG ? 40 : 8
const SEED = Number(process.env['OTKLIK_TEST_SEED'] ?? 20261122)

type Victim = 'hub' | 'desk' | 'media' | 'main'
const VICTIMS: readonly Victim[] = ['hub', 'desk', 'media', 'main']

base('[M23] kill -9 of any process at random moments loses nothing and doubles nothing', async () => {
  base.setTimeout(IS_LONG ? 1_800_000 : 300_000)
  const random = seeded(SEED)
  const avito = await startAvitoSandbox({ seed: 'empty' })
  const profile = await makeProfile()
  await avito.control.clientWrites({ clientName: 'Никита Белов', text: 'Начнём' })
  const { apiUrl, consentUrl, clientId, clientSecret } = avito
  const demo: DeskDemo = { avito: { apiUrl, consentUrl, clientId, clientSecret } }
  let app = await ElectronDesk.launch({ profile, demo })
  const promised: string[] = []
  const killed: Record<Victim, number> = { hub: 0, desk: 0, media: 0, main: 0 }
  try {
    const plan = killPlan(random)
    for (let number = 1; number <= SENDS; number += 1) {
      const text = textOf(number)
      const victim = plan.get(number)
      const sending = sendOnce(app, text)
      if (victim) {
        await delay(random() * 250)
        await kill(app, victim)
        killed[victim] += 1
      }
      if (await sending) promised.push(text)
      if (victim === 'main') app = await ElectronDesk.launch({ profile, demo })
      if (victim === 'desk') await settleWindow(app)
    }
    await expect
      .poll(async () => (await countReceived(avito.control, promised)).lost, { timeout: 120_000, intervals: [1000] })
      .toEqual([])
    const all = Array.from({ length: SENDS }, (_, index) => textOf(index + 1))
    const { doubled } = await countReceived(avito.control, all)
    console.log(
      `chaos: seed ${SEED}, ${promised.length} promised of ${SENDS} typed, killed ${JSON.stringify(killed)}, 0 lost, ${doubled.length} doubled`,
    )
    expect(doubled).toEqual([])
    expect(promised.length).toBeGreaterThan(SENDS / 2)
  } finally {
    await app.close()
    await avito.stop()
    removeProfile(profile)
  }
})

/** `true` once the desk has shown the message; a kill in the middle may make that impossible, then `false`. */
async function sendOnce(app: ElectronDesk, text: string): Promise<boolean> {
  try {
    const desk = new DeskPage(await app.deskWindow())
    const isOpen = await desk.composer.isVisible()
    if (!isOpen) await desk.chat('Никита Белов').click({ timeout: 10_000 })
    await desk.composer.fill(text, { timeout: 10_000 })
    await desk.composer.press('Enter', { timeout: 5_000 })
    await desk.message(text).first().waitFor({ state: 'visible', timeout: 5_000 })
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

async function kill(app: ElectronDesk, victim: Victim): Promise<void> {
  if (victim === 'main') {
    await app.killMain()
    return
  }
  const pid =
    victim === 'hub' ? await app.hubPid() : await app.rendererPid(victim === 'desk' ? 'desk.html' : 'media.html')
  if (pid !== null) process.kill(pid, 'SIGKILL')
}

/** After a crash of the desk window main reloads it. */
async function settleWindow(app: ElectronDesk): Promise<void> {
  await expect
    .poll(
      async () => (await app.deskWindow()).evaluate(() => document.documentElement.dataset['ready']).catch(() => null),
      { timeout: 20_000 },
    )
    .toBe('list')
}

function killPlan(random: () => number): Map<number, Victim> {
  const plan = new Map<number, Victim>()
  while (plan.size < KILLS) {
    const victim = VICTIMS[plan.size % VICTIMS.length]
    if (victim) plan.set(1 + Math.floor(random() * SENDS), victim)
  }
  return plan
}

/** Mulberry32: small, and the same sequence for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Padded, so that no text is part of another. */
function textOf(number: number): string {
  return `Сообщение ${String(number).padStart(3, '0')}`
}

function delay(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
