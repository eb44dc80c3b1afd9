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
const CONNECT_LIMIT_MS = 10_000
const CALL_TRIES = 3
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

/**
 * Two measurements of so many calls at once. `gateway-cpu`: processor time of one call for each second that it lasts;
 * floor: a relay of datagrams in a process of its own. `gateway-delay`: from an end's `send` to the other end's ear,
 * both ways; floor: the same through the relay, so that the difference is what the gateway adds. The relay's ends do
 * not encrypt: the decryption at the window's end counts as the gateway's.
 */
export async function measureGateway(calls: number): Promise<readonly BenchResult[]> {
  const gateway = startGatewayProcess()
  const relay = startGatewayProcess()
  const through: Pair[] = []
  const past: Pair[] = []
  try {
    // One after another: handshakes of many calls at once starve each other on a busy machine.
    while (through.length < calls) through.push(await callThroughGateway(gateway))
    while (past.length < calls) past.push(await callThroughRelay(relay))
    const loads: Load[] = []
    const floors: Load[] = []
    await alternate(PLAN, {
      value: async () => noted(loads, await talk(gateway, through)),
      floor: async () => noted(floors, await talk(relay, past)),
    })
    // The first of each was for warming up.
    const [values, bare] = [loads.slice(PLAN.warmUp), floors.slice(PLAN.perBlock)]
    return [
      benchResult(`gateway-cpu-${calls}`, 'ms', values.map(cpuOf), bare.map(cpuOf)),
      benchResult(`gateway-delay-${calls}`, 'µs', values.map(delayOf), bare.map(delayOf)),
    ]
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
  let cpuMs: number
  try {
    await pause(WARM_UP_MS)
    for (const { delays } of pairs) delays.length = 0
    sent = 0
    const before = await process.cpuMs()
    await pause(BLOCK_MS)
    cpuMs = (await process.cpuMs()) - before
  } finally {
    clearInterval(timer)
  }
  const delays = pairs.flatMap((pair) => pair.delays)
  if (delays.length < sent * 0.8) throw new Error(`Only ${delays.length} of ${sent} packets came through.`)
  // By packets and not by the clock: on a busy machine the timers here come late.
  return { cpuMsPerCallSecond: (cpuMs / sent) * PACKETS_PER_CALL_SECOND, delayUs: median(delays) * 1_000 }
}

/** The caller's library gives its handshake up when it has to repeat its first word; a new caller tries again. */
async function callThroughGateway(gateway: GatewayProcess): Promise<Pair> {
  const states: string[] = []
  while (states.length < CALL_TRIES) {
    const opened = await tryThroughGateway(gateway)
    if (typeof opened !== 'string') return opened
    states.push(opened)
  }
  throw new Error(`No call through the gateway in ${CALL_TRIES} tries, the callers were: ${states.join(', ')}.`)
}

/** The state of the caller's connection where it failed or came to nothing in time. */
async function tryThroughGateway({ requests }: GatewayProcess): Promise<Pair | string> {
  const delays: number[] = []
  const callId = v7()
  const window = WebRtcLeg.open(ear(delays))
  const exchange = await PlainRtpLeg.open(ear(delays))
  const windowSdp = await window.offer()
  const offered = value(await requests.makeOffer({ callId, windowSdp, line: LINE, isMoved: false }))
  const lineSdp = await exchange.answer(offered.lineSdp)
  const answered = value(await requests.takeAnswer({ callId, lineSdp, isFinal: true }))
  await window.applyAnswer(answered.windowSdp)
  const deadline = performance.now() + CONNECT_LIMIT_MS
  for (;;) {
    const { state } = window
    if (state === 'connected') return { ends: [window, exchange], delays }
    if (state === 'failed' || performance.now() > deadline) {
      window.close()
      exchange.close()
      await requests.close({ callId })
      return state
    }
    await pause(PACKET_MS)
  }
}

async function callThroughRelay(process: GatewayProcess): Promise<Pair> {
  const delays: number[] = []
  const ports = await process.openRelay()
  const [one, other] = [await PlainRtpLeg.open(ear(delays)), await PlainRtpLeg.open(ear(delays))]
  await one.applyAnswer(`c=IN IP4 127.0.0.1\r\nm=audio ${ports[0]} RTP/AVP 8\r\n`)
  await other.applyAnswer(`c=IN IP4 127.0.0.1\r\nm=audio ${ports[1]} RTP/AVP 8\r\n`)
  return { ends: [one, other], delays }
}

/** For `alternate`, which wants numbers of each turn. */
function noted(loads: Load[], load: Load): readonly number[] {
  loads.push(load)
  return []
}

function cpuOf(load: Load): number {
  return load.cpuMsPerCallSecond
}

function delayOf(load: Load): number {
  return load.delayUs
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
