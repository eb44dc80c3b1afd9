import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { BaresipPhone } from '../interop/rig/baresip-phone'
import { FreePorts } from '../interop/rig/free-ports'
import type { RigProcess, Stoppable } from '../interop/rig/rig-process'
import { startBaresip } from '../interop/rig/start-baresip'
import { startCallRig, type CallRig } from '../lib/call-rig'
import { LiveWindow } from '../lib/live-window'
import { waitUntil } from '../lib/wait-until'
import { filledMb, processTree } from './lib/process-tree'
import type { BenchResult } from './lib/result'

const CALLS = 500
const BLOCKS = 20
/** Caches fill and code is compiled in the first fifth: it says nothing about a leak. */
const WARM_UP_SHARE = 0.2
const TALK_MS = 300
const OFTEN_MS = 50
const WITHIN_MS = 20_000

interface Sample {
  readonly calls: number
  readonly mb: number
}

/**
 * Five hundred calls in a row from the desk's pad, each with sound both ways, hung up by the agent: how many kilobytes
 * all processes of Otklik keep for each call (least squares over what they filled after the first hundred). Floor: baresip, as
 * many calls to the same peer in turns with ours. Fewer calls than five hundred try the benchmark itself.
 */
export async function measureSoak(wanted: number = CALLS): Promise<BenchResult> {
  const perBlock = Math.ceil(wanted / BLOCKS)
  const all = perBlock * BLOCKS
  const rig = await startCallRig()
  const folder = await mkdtemp(join(tmpdir(), 'otklik-baresip-'))
  const running: (Stoppable | RigProcess)[] = []
  try {
    const manner = { isEncrypted: false, isEarly: false, user: 'carol' }
    const baresip = await startBaresip(folder, new FreePorts(), rig.kamailio.udp.port, running, manner)
    const [ours, theirs]: [Sample[], Sample[]] = [[], []]
    for (let calls = perBlock; calls <= all; calls += perBlock) {
      for (let call = 0; call < perBlock; call += 1) await deskCalls(rig)
      for (let call = 0; call < perBlock; call += 1) await baresipCalls(baresip, rig)
      ours.push({ calls, mb: treeMb(rig.app.mainPid) })
      theirs.push({ calls, mb: treeMb(pidOf(running)) })
    }
    const [value, floor] = [slopeKb(ours), slopeKb(theirs)]
    return { name: 'soak', value, unit: 'kB', floor, ratio: Math.round((value / floor) * 100) / 100, n: all }
  } finally {
    for (const each of running) await each.stop()
    await rig.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function deskCalls({ app, peer }: CallRig): Promise<void> {
  const desk = new LiveWindow(app, 'desk.html')
  await desk.untilButton('Телефон: на связи')
  await desk.enter('Звонки', 'Номер или имя SIP', 'bob')
  await untilTalking(peer, true)
  await desk.untilButton('Завершить звонок')
  await desk.press('Завершить звонок')
  await untilTalking(peer, false)
  await desk.untilButton('Завершить звонок', false)
}

async function baresipCalls(baresip: BaresipPhone, { peer }: CallRig): Promise<void> {
  baresip.forget()
  await baresip.dial('sip:bob@softphone.test')
  await untilTalking(peer, true)
  await baresip.hangUp()
  await untilTalking(peer, false)
  await baresip.waitClosed()
}

/** With packets of sound coming in, or with the call over. */
async function untilTalking(peer: CallRig['peer'], isWanted: boolean): Promise<void> {
  await waitUntil(
    async () => {
      const { isTalking, arrivals } = await peer.report()
      return isWanted ? isTalking && arrivals.length > 1 : !isTalking
    },
    WITHIN_MS,
    OFTEN_MS,
  )
  if (isWanted) await new Promise((done) => setTimeout(done, TALK_MS))
}

function pidOf(running: readonly (Stoppable | RigProcess)[]): number {
  const pid = running.map((each) => ('pid' in each ? each.pid : undefined)).find((each) => each !== undefined)
  if (pid === undefined) throw new Error('Expected baresip to run')
  return pid
}

function treeMb(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + filledMb(each), 0)
}

/** Kilobytes for each call, by least squares. */
function slopeKb(samples: readonly Sample[]): number {
  const late = samples.slice(samples.length * WARM_UP_SHARE)
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  const [x, y] = [mean(late.map(({ calls }) => calls)), mean(late.map(({ mb }) => mb))]
  const covariance = late.reduce((sum, { calls, mb }) => sum + (calls - x) * (mb - y), 0)
  const variance = late.reduce((sum, { calls }) => sum + (calls - x) ** 2, 0)
  return Math.round((covariance / variance) * 1024 * 100) / 100
}
