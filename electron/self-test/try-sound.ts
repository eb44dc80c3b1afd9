import { randomUUID } from 'node:crypto'

import type { DeviceList, HeadsetList } from '#shared/contract/ipc/devices'
import type { CallId } from '#shared/domain/ids'
import { failed, passed, skipped, skippedBelow, type Found } from '#shared/domain/self-test/row'
import { sleep, type Clock } from '#shared/lib/clock'
import { MediaWindowGone, type MediaPort } from '../media/media-port'

export interface SoundPorts {
  /** `null`: there is no window for the sound. */
  readonly media: MediaPort | null
  readonly isInCall: () => boolean
  readonly clock: Clock
}

export type SoundLayer = 'microphone' | 'output' | 'sound' | 'headset'
export type SoundFound = Readonly<Record<SoundLayer, Found>>

const LISTEN_MS = 1_500
const WINDOW_WITHIN_MS = 15_000

/** Devices and the sound of a call, in the window that has them. What is played is not heard: its volume is nothing. */
export async function trySound({ media, isInCall, clock }: SoundPorts): Promise<SoundFound> {
  // Whoever talks must not lose the microphone to a test.
  if (isInCall()) return all(skipped('inCall'))
  if (!media) return all(skipped('noWindows'))
  try {
    return await look(media, clock)
  } catch (error) {
    if (error instanceof MediaWindowGone) return windowFailed(error.name)
    throw error
  }
}

async function look(media: MediaPort, clock: Clock): Promise<SoundFound> {
  const listed = await Promise.race([media.requests.listDevices(), sleep(clock, WINDOW_WITHIN_MS).then(() => null)])
  if (!listed) return windowFailed('TIMEOUT')
  const microphone = await tryMicrophone(media, listed, clock)
  return {
    microphone,
    output: await tryOutput(media, listed),
    sound: microphone.outcome.kind === 'failed' ? skippedBelow('microphone') : await tryOffer(media),
    headset: judgeHeadsets(await media.requests.listHeadsets()),
  }
}

async function tryMicrophone(media: MediaPort, { devices, microphone }: DeviceList, clock: Clock): Promise<Found> {
  if (microphone === 'refused') return failed('microphoneRefused')
  const count = devices.filter(({ kind }) => kind === 'input').length
  if (microphone === 'none' || count === 0) return failed('noMicrophone')
  let loudest = 0
  const hearing = media.on('levels', ({ input }) => {
    loudest = Math.max(loudest, input)
  })
  try {
    const started = await media.requests.startMeter()
    if (started !== 'started') return failed(METER_CAUSES[started])
    await sleep(clock, LISTEN_MS)
    // Also a quiet room has some noise: nothing at all comes from a switch.
    return loudest === 0 ? failed('microphoneSilent') : passed({ count: String(count) })
  } finally {
    hearing.dispose()
    await media.requests.stopMeter()
  }
}

const METER_CAUSES = { refused: 'microphoneRefused', none: 'noMicrophone', failed: 'microphoneFailed' } as const

async function tryOutput(media: MediaPort, { devices }: DeviceList): Promise<Found> {
  const count = devices.filter(({ kind }) => kind === 'output').length
  if (count === 0) return failed('noOutput')
  return (await media.requests.playSound({ sound: 'test', volume: 0 }))
    ? passed({ count: String(count) })
    : failed('outputFailed')
}

/** An offer as a call makes it: the microphone, the engine of the sound, and addresses for its packets. */
async function tryOffer(media: MediaPort): Promise<Found> {
  const callId = randomUUID() as CallId
  try {
    const offer = await media.requests.createOffer({ callId, hold: false, iceRestart: false, muted: true })
    if (!offer.ok) return failed('soundFailed', { code: offer.error.reason })
    const count = offer.value.sdp.split('\n').filter((line) => line.startsWith('a=candidate:')).length
    return count === 0 ? failed('noCandidates') : passed({ count: String(count) })
  } finally {
    await media.requests.close({ callId })
  }
}

function judgeHeadsets({ headsets }: HeadsetList): Found {
  if (headsets.length === 0) return skipped('notSetUp')
  const count = String(headsets.length)
  return headsets.some(({ state }) => state === 'refused') ? failed('headsetRefused', { count }) : passed({ count })
}

/** Said once, of the layer that needs nothing but the window. */
function windowFailed(code: string): SoundFound {
  return { ...all(skippedBelow('sound')), sound: failed('soundFailed', { code }) }
}

function all(found: Found): SoundFound {
  return { microphone: found, output: found, sound: found, headset: found }
}
