import { loadavg } from 'node:os'

import { LoadRig, kill, type RigPlan } from './lib/load/rig'
import type { DesksReport } from './lib/load/desks-child'
import { BareRig } from './lib/load/bare-rig'
import { memoryPerDesk, type PerDesk } from './lib/load/memory'
import { median, percentile, benchOnce, type BenchResult } from './lib/result'

const PER_SECOND = 200
const SECONDS = { short: 15, full: 600 }
const WARM_UP = { count: 1_000, perSecond: 50 }
const BURST = 1_500
const PLAN: RigPlan = { hubs: 1, desks: 1_000, channels: 50, chatsPerChannel: 10 }
/** As the hub does with so many desks (hub/sync/feed.ts). */
const TOGETHER_MS = 60
const ARRIVE_WITHIN_MS = 120_000

/**
 * 1,000 desks, 50 channels, 200 messages a second, everything on this computer: built hubs, a PostgreSQL that syncs, the
 * sandbox's accounts, and the desks. From the moment in which a webhook leaves until a desk has the frame; every message
 * is counted at every desk. Floor: a bare INSERT and NOTIFY, and a bare WebSocket broadcast. Then the same with two hubs,
 * of which one is killed in the middle.
 */
export async function measureHubLoad(isFull: boolean): Promise<readonly BenchResult[]> {
  const seconds = isFull ? SECONDS.full : SECONDS.short
  return [...(await measureOneHub(seconds)), ...(await measureTwoHubs(seconds))]
}

async function measureOneHub(seconds: number): Promise<readonly BenchResult[]> {
  const rig = await LoadRig.open(PLAN)
  try {
    const ours = await perDesk(rig)
    await warmUp(rig)
    const load = await loaded(rig, seconds)
    const perSecond = await throughput(rig)
    await rig.closeDesks()
    const bare = await BareRig.start(rig)
    try {
      const theirs = await memoryPerDesk(bare, PLAN.desks)
      say(`memory of a bare WebSocket: ${inWords(theirs)}`)
      const floor = await bare.load(PER_SECOND * Math.min(seconds, SECONDS.short), PER_SECOND, TOGETHER_MS)
      const floorPerSecond = await bare.throughput(BURST, 0)
      const floorTogether = await bare.throughput(BURST, TOGETHER_MS)
      const n = load.report.delays.n
      return [
        benchOnce('hub-load', 'ms', load.report.delays.p99, floor.p99, n),
        benchOnce('hub-load-p50', 'ms', load.report.delays.p50, floor.p50, n),
        benchOnce('hub-load-rate', '1/s', perSecond, floorPerSecond, BURST),
        benchOnce('hub-load-joined', '1/s', perSecond, floorTogether, BURST),
        benchOnce('hub-load-cpu', 'ms', load.cpu.hub, floor.cpuMs, load.count),
        benchOnce('hub-load-sql', 'ms', load.cpu.postgres, floor.postgresMs, load.count),
        benchOnce('hub-load-desk', 'kB', ours.heldKB, theirs.heldKB, PLAN.desks),
      ]
    } finally {
      bare.stop()
    }
  } finally {
    await rig.stop()
  }
}

/** Opens all desks. */
async function perDesk(rig: LoadRig): Promise<PerDesk> {
  const [hub] = rig.team.hubs
  if (!hub) throw new Error('There is no hub.')
  const desks = {
    openDesks: (count: number) => rig.openDesks(count),
    closeDesks: () => rig.closeDesks(),
    memory: () => hub.memory(),
  }
  const ours = await memoryPerDesk(desks, PLAN.desks)
  say(`memory of an idle desk: ${inWords(ours)}`)
  return ours
}

function inWords({ heldKB, residentKB }: PerDesk): string {
  return `${heldKB.toFixed(1)} kB of the heap and buffers; resident memory grew by ${residentKB.toFixed(1)} kB`
}

/** Every chat has its case afterwards. */
async function warmUp(rig: LoadRig): Promise<void> {
  await rig.write(WARM_UP.count, WARM_UP.perSecond)
  await rig.arrived(WARM_UP.count, ARRIVE_WITHIN_MS)
  await rig.forgetDelays()
}

async function loaded(rig: LoadRig, seconds: number, meanwhile: Promise<unknown> = Promise.resolve()) {
  const count = PER_SECOND * seconds
  const before = await rig.cpu()
  const [writing] = await Promise.all([rig.write(count, PER_SECOND), meanwhile])
  const report = await rig.arrived(WARM_UP.count + count, ARRIVE_WITHIN_MS)
  const after = await rig.cpu()
  const perMessage = (all: number) => all / count
  const cpu = {
    // Of one that was killed nothing can be asked any more.
    hub: perMessage(sum(after.hubs.map((ms, index) => Math.max(0, ms - (before.hubs[index] ?? 0))))),
    postgres: perMessage(after.postgres - before.postgres),
  }
  const generator = perMessage(after.platforms + after.desks - before.platforms - before.desks)
  say(
    `${String(count)} messages at ${String(PER_SECOND)} a second to ${String(report.desks)} desks: p50 ${String(report.delays.p50)} ms, p99 ${String(report.delays.p99)} ms, longest ${String(report.delays.max)} ms; webhooks answered in ${median(writing.answerMs).toFixed(0)} ms, 99 of 100 in ${percentile(writing.answerMs, 0.99).toFixed(0)} ms, ${String(writing.resent)} sent again`,
  )
  say(
    `processor time for a message: hubs ${cpu.hub.toFixed(2)} ms, PostgreSQL ${cpu.postgres.toFixed(2)} ms, the load itself ${generator.toFixed(2)} ms; ${String(report.frames)} frames, ${(report.bytes / 1e6).toFixed(0)} MB`,
  )
  countAll(report, WARM_UP.count + count)
  return { count, report, cpu }
}

/** As fast as webhooks are answered: until the last desk has the last message. */
async function throughput(rig: LoadRig): Promise<number> {
  const before = (await rig.desksReport()).most
  const { beganMs } = await rig.write(BURST, null)
  const report = await rig.arrived(before + BURST, ARRIVE_WITHIN_MS)
  countAll(report, before + BURST)
  return (BURST * 1000) / (report.lastMs - beganMs)
}

async function measureTwoHubs(seconds: number): Promise<readonly BenchResult[]> {
  const rig = await LoadRig.open({ ...PLAN, hubs: 2 })
  try {
    const [first, second] = rig.team.hubs
    if (!first || !second) throw new Error('There are no two hubs.')
    await rig.openDesks()
    await warmUp(rig)
    // The one that all channels work at.
    const killing = pause((seconds * 1000) / 2).then(() => kill(first))
    const { report } = await loaded(rig, seconds, killing)
    say(`of two hubs one was killed: the last of its desks was back after ${report.awayMs.toFixed(0)} ms`)
    const bare = await BareRig.open(rig, 1)
    try {
      const floor = await bare.load(PER_SECOND * SECONDS.short, PER_SECOND, 0)
      const { n, p99, max } = report.delays
      return [
        benchOnce('hub-load-killed', 'ms', p99, floor.p99, n),
        benchOnce('hub-load-longest', 'ms', max, floor.max, n),
        benchOnce('hub-load-back', 'ms', report.awayMs, floor.p99, PLAN.desks / 2),
      ]
    } finally {
      bare.stop()
    }
  } finally {
    await rig.stop()
  }
}

/** Each message came to each desk once, and no cursor skipped: else there is nothing to measure. */
function countAll(report: DesksReport, expected: number): void {
  const { desks, live, fewest, most, twice, faults } = report
  const lost = expected - fewest
  say(
    `${String(expected)} messages at each of ${String(desks)} desks: ${String(lost)} lost, ${String(twice)} twice, cursors ${JSON.stringify(faults)}`,
  )
  const isRight = live === desks && lost === 0 && most === expected && twice === 0
  if (!isRight || faults.cursor + faults.order + faults.unexpected > 0)
    throw new Error(`Not every desk had every message once: ${JSON.stringify(report)}`)
}

function say(text: string): void {
  const load = loadavg().map((one) => one.toFixed(1))
  console.error(`hub-load: ${text} (load average ${load.join(', ')})`)
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
