import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { FreePorts } from '../interop/rig/free-ports'
import type { BaresipPhone } from '../interop/rig/baresip-phone'
import type { Stoppable } from '../interop/rig/rig-process'
import { startBaresip } from '../interop/rig/start-baresip'
import type { TonePeerProcess } from '../interop/rig/tone-peer-process'
import { startCallRig, type CallRig } from '../lib/call-rig'
import { heardSince, watchHeard } from '../lib/heard-gaps'
import { LiveWindow } from '../lib/live-window'
import { waitUntil } from '../lib/wait-until'
import { alternate, repeat } from './lib/alternating'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 5, perBlock: 4, warmUp: 2 }
const PAUSE_MS = 500
const OFTEN_MS = 5
const WITHIN_MS = 15_000

/**
 * A caller behind Kamailio and rtpengine rings; «Ответить» pressed on the desk → both the caller has the first packet
 * of sound and the agent hears the caller (spec K12), whichever is later. Floor: baresip, called by the same peer over
 * the same Kamailio, its command to answer → the caller's first packet; it speaks plain RTP and shakes no hands.
 */
export async function measureAnswerToVoice(): Promise<BenchResult> {
  const rig = await startCallRig()
  const folder = await mkdtemp(join(tmpdir(), 'otklik-baresip-'))
  const running: Stoppable[] = []
  try {
    const manner = { isEncrypted: false, isEarly: false, user: 'carol' }
    const baresip = await startBaresip(folder, new FreePorts(), rig.kamailio.udp.port, running, manner)
    const { values, floors } = await alternate(PLAN, {
      value: (count) => repeat(count, () => deskAnswers(rig)),
      floor: (count) => repeat(count, () => baresipAnswers(baresip, rig.peer)),
    })
    return benchResult('answer-to-voice', 'ms', values, floors)
  } finally {
    for (const each of running) await each.stop()
    await rig.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function deskAnswers({ app, peer }: CallRig): Promise<number> {
  const desk = new LiveWindow(app, 'desk.html')
  const media = new LiveWindow(app, 'media.html')
  await desk.untilButton('Телефон: на связи')
  const answered = peer.dial('alice')
  await desk.untilButton('Ответить')
  await watchHeard(media)
  const pressedAt = Date.now()
  await desk.press('Ответить')
  await answered
  const [spokenAt, heardAt] = await Promise.all([firstPacketAt(peer), firstHeardAt(media)])
  await hangUp(peer)
  await desk.untilButton('Завершить звонок', false)
  return Math.max(spokenAt, heardAt) - pressedAt
}

async function baresipAnswers(baresip: BaresipPhone, peer: TonePeerProcess): Promise<number> {
  baresip.forget()
  const answered = peer.dial('carol')
  await baresip.waitIncoming()
  const pressedAt = Date.now()
  await Promise.all([baresip.accept(), answered])
  const spokenAt = await firstPacketAt(peer)
  await hangUp(peer)
  await baresip.waitClosed()
  return spokenAt - pressedAt
}

async function firstPacketAt(peer: TonePeerProcess): Promise<number> {
  return soon(async () => (await peer.report()).arrivals[0]?.at)
}

async function firstHeardAt(media: LiveWindow): Promise<number> {
  return soon(async () => (await heardSince(media))?.firstHeardAt ?? undefined)
}

async function soon(ask: () => Promise<number | undefined>): Promise<number> {
  let found: number | undefined
  await waitUntil(async () => (found = await ask()) !== undefined, WITHIN_MS, OFTEN_MS)
  if (found === undefined) throw new Error('Expected a time')
  return found
}

async function hangUp(peer: TonePeerProcess): Promise<void> {
  const status = await peer.hangUp()
  if (status !== 200) throw new Error(`Expected 200 to the BYE, got ${status}`)
  await new Promise((done) => setTimeout(done, PAUSE_MS))
}
