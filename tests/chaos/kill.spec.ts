import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { countOf, isLongRun, testSeed } from '#shared/testing/test-run'
import { startAvitoSandbox } from '../../sandbox/avito'
import { startSipSandbox } from '../../sandbox/sip'
import { CrashProofDesk } from '../lib/crash-proof-desk'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { ElectronDesk, makeProfile, removeProfile, type DeskDemo } from '../lib/electron-desk'
import { countReceived } from '../lib/sandbox-checks'
import { seededRandom } from '../lib/seeded-random'

const SENDS = countOf({ share: 20, full: 100 })
const KILLS = countOf({ share: 8, full: 40 })
const CLIENT = 'Никита Белов'
/** A kill comes at a random moment of the first so many milliseconds after Enter. */
const KILL_WITHIN_MS = 300
const SHOWN_WITHIN_MS = 30_000

type Victim = 'hub' | 'desk' | 'media' | 'main'
const VICTIMS: readonly Victim[] = ['hub', 'desk', 'media', 'main']

test('[M23] kill -9 of any process at random moments loses nothing and doubles nothing', async ({}, info) => {
  test.setTimeout(isLongRun ? 1_800_000 : 600_000)
  const random = seededRandom(testSeed)
  const plan = killPlan(random)
  const avito = await startAvitoSandbox({ seed: 'empty' })
  const profile = await makeProfile()
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Начнём' })
  const sip = await startSipSandbox()
  const demo: DeskDemo = { avito: avitoDemo(avito), sip: sipDemo(sip) }
  const promised: string[] = []
  const killed: Record<Victim, number> = { hub: 0, desk: 0, media: 0, main: 0 }
  let app = await ElectronDesk.launch({ profile, demo })
  try {
    for (let number = 1; number <= SENDS; number += 1) {
      const desk = new CrashProofDesk(app)
      await desk.untilReady()
      await desk.openChat(CLIENT)
      await desk.typeAndSend(textOf(number))
      const victim = plan.get(number)
      if (victim) {
        await delay(random() * KILL_WITHIN_MS)
        // What the desk has shown is promised. What a kill swallowed before was still in the person's hands.
        if (await desk.shows(textOf(number))) promised.push(textOf(number))
        if (await kill(app, victim)) killed[victim] += 1
        if (victim === 'main') app = await ElectronDesk.launch({ profile, demo })
        continue
      }
      await expect.poll(() => desk.shows(textOf(number)), { timeout: SHOWN_WITHIN_MS }).toBe(true)
      promised.push(textOf(number))
    }
    await expect
      .poll(async () => (await countReceived(avito.control, promised)).lost, { timeout: 120_000, intervals: [1000] })
      .toEqual([])
    const typed = Array.from({ length: SENDS }, (_, index) => textOf(index + 1))
    const { doubled } = await countReceived(avito.control, typed)
    console.log(
      `chaos: seed ${testSeed}: typed ${SENDS}, promised ${promised.length}, killed ${JSON.stringify(killed)}: 0 lost, ${doubled.length} doubled`,
    )
    expect(doubled).toEqual([])
    expect(promised.length).toBeGreaterThanOrEqual(SENDS - KILLS)
  } finally {
    await app.close()
    await info.attach('main.log', { path: join(profile, 'logs/main.log') })
    await avito.stop()
    await sip.stop()
    removeProfile(profile)
  }
})

async function kill(app: ElectronDesk, victim: Victim): Promise<boolean> {
  if (victim === 'main') {
    await app.killMain()
    return true
  }
  const seek = () => (victim === 'hub' ? app.hubPid() : app.rendererPid(victim === 'desk' ? 'desk.html' : 'media.html'))
  let pid = await seek()
  // A process that was killed a moment ago, or waits for the list to paint, is on its way.
  for (let tries = 0; pid === null && tries < 40; tries += 1) {
    await delay(100)
    pid = await seek()
  }
  if (pid === null) return false
  process.kill(pid, 'SIGKILL')
  return true
}

function killPlan(random: () => number): Map<number, Victim> {
  const plan = new Map<number, Victim>()
  while (plan.size < KILLS) {
    const number = 1 + Math.floor(random() * SENDS)
    const victim = VICTIMS[plan.size % VICTIMS.length]
    if (victim && !plan.has(number)) plan.set(number, victim)
  }
  return plan
}

/** Padded, so that no text is part of another. */
function textOf(number: number): string {
  return `Сообщение ${String(number).padStart(3, '0')}`
}

function delay(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
