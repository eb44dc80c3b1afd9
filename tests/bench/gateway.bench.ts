import { v7 } from 'uuid'

import type { Result } from '#shared/lib/result'
import type { MediaLeg, MediaLegEvents } from '../../sandbox/sip/media/media-leg'
import { PlainRtpLeg } from '../../sandbox/sip/media/plain-rtp-leg'
import { WebRtcLeg } from '../../sandbox/sip/media/webrtc-leg'
import { alternate } from './lib/alternating'
import { startGatewayProcess, type GatewayProcess } from './lib/gateway-process'
import { benchResult, median, type BenchResult } from './lib/result'

const PLAN = { blocks: 4, perBlock: 1, warmUp: 1 }
const PACKET_MS = 20
/** Fifty each way. */
const PACKETS_PER_CALL_SECOND = 100
const BLOCK_MS = 3_000
const WARM_UP_MS = 1_000
const LINE = { isEncrypted: false, localAddress: '127.0.0.1', server: '127.0.0.1' }

/** Two ends of one call, here in the measuring process. */
interface Pair {
  readonly ends: readonly [MediaLeg, MediaLeg]
  readonly delays: number[]
}

interface Load {
  readonly cpuMsPerCallSecond: number
  readonly delayUs: number
}

/** Processor time of one call for each second that it lasts. Floor: a relay of datagrams in a process of its own. */
export function measureGatewayCpu(calls: number): Promise<BenchResult> {
  return measure(`gateway-cpu-${calls}`, 'ms', calls, (load) => load.cpuMsPerCallSecond)
}

/**
 * From an end's `send` to the other end's ear, both ways. Floor: the same through a relay, whose ends do not encrypt:
 * the decryption at the window's end counts as the gateway's.
 */
export function measureGatewayDelay(calls: number): Promise<BenchResult> {
  return measure(`gateway-delay-${calls}`, 'µs', calls, (load) => load.delayUs)
}

async function measure(
  name: string,
  unit: 'ms' | 'µs',
  calls: number,
  pick: (load: Load) => number,
): Promise<BenchResult> {
  const gateway = startGatewayProcess()
  const relay = startGatewayProcess()
  const through = await Promise.all(Array.from({ length: calls }, () => callThroughGateway(gateway)))
  const past = await Promise.all(Array.from({ length: calls }, () => callThroughRelay(relay)))
  try {
    const { values, floors } = await alternate(PLAN, {
      value: async () => [pick(await talk(gateway, through))],
      floor: async () => [pick(await talk(relay, past))],
    })
    return benchResult(name, unit, values, floors)
  } finally {
    for (const { ends } of [...through, ...past]) for (const end of ends) end.close()
    gateway.stop()
    relay.stop()
  }
}

/** Fifty packets a second each way in every call. */
async function talk(process: GatewayProcess, pairs: readonly Pair[]): Promise<Load> {
  let sent = 0
  const timer = setInterval(() => {
    for (const { ends } of pairs) for (const end of ends) end.send(stamped())
    sent += pairs.length * 2
  }, PACKET_MS)
  await pause(WARM_UP_MS)
  for (const { delays } of pairs) delays.length = 0
  sent = 0
  const before = await process.cpuMs()
  await pause(BLOCK_MS)
  const cpuMs = (await process.cpuMs()) - before
  clearInterval(timer)
  const delays = pairs.flatMap((pair) => pair.delays)
  if (delays.length < sent * 0.8) throw new Error(`Only ${delays.length} of ${sent} packets came through.`)
  // By packets and not by the clock: on a busy machine the timers here come late.
  return { cpuMsPerCallSecond: (cpuMs / sent) * PACKETS_PER_CALL_SECOND, delayUs: median(delays) * 1_000 }
}

async function callThroughGateway({ requests }: GatewayProcess): Promise<Pair> {
  const delays: number[] = []
  const callId = v7()
  const window = WebRtcLeg.open(ear(delays))
  const exchange = await PlainRtpLeg.open(ear(delays))
  const windowSdp = await window.offer()
  const offered = value(await requests.makeOffer({ callId, windowSdp, line: LINE, isMoved: false }))
  const lineSdp = await exchange.answer(offered.lineSdp)
  const answered = value(await requests.takeAnswer({ callId, lineSdp, isFinal: true }))
  await window.applyAnswer(answered.windowSdp)
  while (!window.stats().isConnected) await pause(PACKET_MS)
  return { ends: [window, exchange], delays }
}

async function callThroughRelay(process: GatewayProcess): Promise<Pair> {
  const delays: number[] = []
  const ports = await process.openRelay()
  const [one, other] = [await PlainRtpLeg.open(ear(delays)), await PlainRtpLeg.open(ear(delays))]
  await one.applyAnswer(`c=IN IP4 127.0.0.1\r\nm=audio ${ports[0]} RTP/AVP 8\r\n`)
  await other.applyAnswer(`c=IN IP4 127.0.0.1\r\nm=audio ${ports[1]} RTP/AVP 8\r\n`)
  return { ends: [one, other], delays }
}

function stamped() {
  const payload = Buffer.alloc(160)
  payload.writeDoubleBE(performance.now())
  return { codec: 'PCMA', payload } as const
}

function ear(delays: number[]): MediaLegEvents {
  return {
    audio: ({ payload }) => {
      delays.push(performance.now() - payload.readDoubleBE())
    },
    telephoneEvent: () => undefined,
  }
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
