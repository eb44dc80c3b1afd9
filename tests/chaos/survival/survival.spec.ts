import { join } from 'node:path'

import { expect, test, type TestInfo } from '@playwright/test'

import { countOf, isLongRun } from '#shared/testing/test-run'
import type { ElectronDesk } from '../../lib/electron-desk'
import { longestGap, summariseGaps, type Gap, type GapSummary } from './gaps'
import { heardSince, watchHeard, type HeardGap } from '../../lib/heard-gaps'
import { LiveWindow } from '../../lib/live-window'
import { SAID_HZ, startCallRig, type CallRig } from '../../lib/call-rig'
import type { Arrival, TonePeerProcess } from '../../interop/rig/tone-peer-process'
import { TwoNetworks } from './two-networks'

const RUNS = countOf({ share: 1, full: 50 })
/** Sound before the harm and after the recovery, by which the gap is told. */
const STEADY_MS = 700
const PACKET_MS = 20
/** Out of step with the tone that is said: it pauses once a second. */
const OFTEN_MS = 130
const VOICE_WITHIN_MS = 20_000
/** Rows of the history that are on the screen at once, whatever is in it. */
const ROWS_SHOWN = 15

interface Run {
  /** In what came to the far end. */
  readonly spoken: Gap
  /** The longest silence that the agent heard. */
  readonly heardGapMs: number
}

type Harm = (rig: CallRig) => Promise<void>

interface Circumstances {
  readonly begin?: () => Promise<CallRig>
  /** How the call ends that was lived through. */
  readonly end?: (rig: CallRig, begunAt: number) => Promise<void>
}

test.describe.configure({ mode: 'serial' })
test.setTimeout(isLongRun ? 3_600_000 : 180_000)

test('[K11] kill -9 of the desk window is not heard', async ({}, info) => {
  await survive(info, 'nothing', Math.min(RUNS, 10), async () => undefined)
  const { silence, heard } = await survive(info, 'desk window killed', RUNS, async ({ app }) => {
    await kill(app, 'desk.html')
  })
  if (isLongRun) expect(Math.max(silence.max, heard.max)).toBeLessThanOrEqual(40)
})

test('[K11] kill -9 of the media window: the voice returns', async ({}, info) => {
  const { spoken, heard } = await survive(info, 'media window killed', RUNS, async ({ app }) => {
    await kill(app, 'media.html')
  })
  if (isLongRun) expect(Math.max(spoken.p95, heard.p95)).toBeLessThanOrEqual(1_500)
})

test('[K11] [K17] a registrar that is started anew is not heard, and the call can be ended from afar', async ({}, info) => {
  const { silence, heard } = await survive(info, 'registrar restarted', RUNS, async ({ kamailio, app, peer }) => {
    await kamailio.restart()
    await peer.register()
    await expectRegistered(app)
  })
  if (isLongRun) expect(Math.max(silence.max, heard.max)).toBeLessThanOrEqual(40)
})

// Over plain RTP everything has another address after the restart: signalling, the gateway's sockets, Contact.
for (const kind of isLongRun ? (['rtp', 'webrtc'] as const) : (['rtp'] as const))
  test(`[K11] [K17] kill -9 of everything, ${kind}: started anew, Otklik goes on with the call`, async ({}, info) => {
    let dialog: string | null = null
    let calls = 0
    const restart: Harm = async (rig) => {
      dialog = (await rig.peer.report()).dialog
      await rig.app.killMain()
      await rig.startAgain()
    }
    const end = async ({ app, peer }: CallRig, begunAt: number): Promise<void> => {
      calls += 1
      expect((await peer.report()).dialog).toBe(dialog)
      const desk = new LiveWindow(app, 'desk.html')
      const talkedS = Math.floor((Date.now() - begunAt) / 1_000)
      await desk.press('Завершить звонок')
      await expect.poll(async () => (await peer.report()).isTalking).toBe(false)
      if (calls <= ROWS_SHOWN) await expect.poll(async () => (await history(desk)).length).toBe(calls)
      const [row] = await history(desk)
      const [, minutes = '', seconds = ''] = /(\d+):(\d\d)/.exec(row ?? '') ?? []
      expect(Number(minutes) * 60 + Number(seconds)).toBeGreaterThanOrEqual(talkedS)
    }
    const begin = () => startCallRig(undefined, kind)
    const runs = isLongRun ? RUNS : 1
    const { spoken, heard } = await survive(info, `everything killed, ${kind}`, runs, restart, { begin, end })
    if (isLongRun) expect(Math.max(spoken.p95, heard.p95)).toBeLessThanOrEqual(15_000)
  })

if (TwoNetworks.arePermitted()) {
  for (const kind of ['webrtc', 'rtp'] as const)
    test(`[K11] [K17] another network, ${kind}: the voice returns`, async ({}, info) => {
      const networks = await TwoNetworks.open()
      const change: Harm = async ({ app }) => {
        await networks.flip()
        await expectRegistered(app)
      }
      try {
        const begin = () => startCallRig(networks.place, kind)
        const { spoken, heard } = await survive(info, `network changed, ${kind}`, RUNS, change, { begin })
        if (isLongRun) expect(Math.max(spoken.p95, heard.p95)).toBeLessThanOrEqual(3_000)
      } finally {
        await networks.close()
      }
    })
} else {
  console.log('survival: network changed: not tried, network namespaces are not permitted here (CAP_NET_ADMIN)')
}

/** A call for each run: harm, wait for the voice both ways, and the end. */
async function survive(
  info: TestInfo,
  what: string,
  runs: number,
  harm: Harm,
  { begin = startCallRig, end = hangUpThere }: Circumstances = {},
): Promise<Readonly<Record<'spoken' | 'silence' | 'heard', GapSummary>>> {
  const rig = await begin()
  const done: Run[] = []
  try {
    for (let run = 0; run < runs; run += 1) done.push(await liveThrough(rig, harm, end))
  } finally {
    await info.attach(`${what}.log`, { path: join(rig.profile, 'logs/main.log') })
    await rig.stop()
  }
  const spoken = summariseGaps(done.map((run) => run.spoken.arrivalMs))
  const silence = summariseGaps(done.map((run) => run.spoken.silenceMs))
  const heard = summariseGaps(done.map(({ heardGapMs }) => heardGapMs))
  console.log(
    `survival: ${what}: ${runs} runs, 0 calls dropped; without a packet of what is said ${line(spoken)}, ` +
      `silence of it ${line(silence)}, silence of what is heard ${line(heard)}`,
  )
  return { spoken, silence, heard }
}

async function liveThrough(rig: CallRig, harm: Harm, end: NonNullable<Circumstances['end']>): Promise<Run> {
  const { peer } = rig
  const desk = new LiveWindow(rig.app, 'desk.html')
  const media = new LiveWindow(rig.app, 'media.html')
  await expectRegistered(rig.app)
  // Fifty runs last longer than a registration.
  await peer.register()
  await desk.enter('Звонки', 'Номер или имя SIP', 'bob')
  await expect
    .poll(async () => (await peer.report()).toneHz, { timeout: VOICE_WITHIN_MS, intervals: [OFTEN_MS] })
    .toBe(SAID_HZ)
  await untilHeard(media)
  await steady()
  const begunAt = Date.now()
  const listener = await watchHeard(media)
  await steady()
  await peer.report()

  const harmedAt = Date.now()
  await harm(rig)
  const [heardGapMs, spoken] = await Promise.all([
    heardGap(new LiveWindow(rig.app, 'media.html'), listener, harmedAt),
    spokenGap(peer, harmedAt),
  ])

  // The truth on the screen, before and after the end.
  const after = new LiveWindow(rig.app, 'desk.html')
  await after.untilButton('Завершить звонок')
  await end(rig, begunAt)
  await after.untilButton('Завершить звонок', false)
  return { spoken, heardGapMs }
}

async function hangUpThere({ app, peer }: CallRig): Promise<void> {
  expect(await peer.hangUp()).toBe(200)
  await new LiveWindow(app, 'desk.html').untilShown('Собеседник завершил звонок')
}

/** What is missing at the far end until packets come steadily and the tone is in them. */
async function spokenGap(peer: TonePeerProcess, harmedAt: number): Promise<Gap> {
  const arrivals: Arrival[] = []
  const harmIsOverAt = Date.now()
  await expect
    .poll(
      async () => {
        const report = await peer.report()
        arrivals.push(...report.arrivals)
        if (!report.isTalking) throw new Error('The call was dropped')
        return (
          report.toneHz === SAID_HZ && arrivals.filter(({ at }) => at > harmIsOverAt).length > STEADY_MS / PACKET_MS
        )
      },
      { timeout: VOICE_WITHIN_MS, intervals: [OFTEN_MS] },
    )
    .toBe(true)
  return longestGap(arrivals, harmedAt, arrivals.at(-1)?.at ?? Date.now())
}

/** In the window that listened before the harm, else until the first sound of the one that took its place. */
async function heardGap(media: LiveWindow, listener: number | undefined, harmedAt: number): Promise<number> {
  const heard = await untilHeard(media, harmedAt + STEADY_MS)
  return heard.id === listener ? heard.longestSilenceMs : heard.firstHeardAt - harmedAt
}

/** Listens in whichever window lives, and tells what was heard once it is after `notBeforeMs` and there is sound. */
async function untilHeard(media: LiveWindow, notBeforeMs = 0): Promise<HeardGap & { readonly firstHeardAt: number }> {
  const deadline = Date.now() + VOICE_WITHIN_MS
  while (Date.now() < deadline) {
    const heard = await heardSince(media)
    if (heard === undefined) await watchHeard(media)
    else if (heard.firstHeardAt !== null && heard.silentMs === 0 && Date.now() > notBeforeMs)
      return { ...heard, firstHeardAt: heard.firstHeardAt }
    await new Promise((done) => setTimeout(done, PACKET_MS))
  }
  throw new Error(`Nothing was heard within ${VOICE_WITHIN_MS} ms`)
}

/** What stands in the list of calls, the newest first. */
async function history(desk: LiveWindow): Promise<readonly (string | null)[]> {
  const rows = await desk.run(() => {
    const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((each) =>
      (each.ariaLabel ?? each.textContent).startsWith('Звонки'),
    )
    link?.click()
    return [...document.querySelectorAll('[aria-label="История звонков"] [data-index]')].map((row) => row.textContent)
  })
  return rows ?? []
}

async function expectRegistered(app: ElectronDesk): Promise<void> {
  await new LiveWindow(app, 'desk.html').untilButton('Телефон: на связи')
}

async function kill(app: ElectronDesk, window: 'desk.html' | 'media.html'): Promise<void> {
  const pid = await app.rendererPid(window)
  if (pid === null) throw new Error(`No process shows ${window}`)
  process.kill(pid, 'SIGKILL')
}

function steady(): Promise<void> {
  return new Promise((done) => setTimeout(done, STEADY_MS))
}

function line({ median, p95, max }: GapSummary): string {
  return `median ${median}, p95 ${p95}, max ${max} ms`
}
