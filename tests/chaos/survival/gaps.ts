import type { Arrival } from '../../interop/rig/tone-peer-process'

const PACKET_MS = 20
/** What a phone holds back before it plays it; whatever comes later than that is silence there. */
const JITTER_BUFFER_MS = 60

export interface Gap {
  /** The longest time without a packet, ms. */
  readonly arrivalMs: number
  /** The longest silence that a phone would play: packets that never came, or came too late for its buffer, ms. */
  readonly silenceMs: number
}

/** From `fromMs` to `toMs`, unix ms; the ends count as packets. */
export function longestGap(arrivals: readonly Arrival[], fromMs: number, toMs: number): Gap {
  let [arrivalMs, silenceMs] = [0, 0]
  let last: Arrival | undefined
  for (const packet of arrivals) {
    if (packet.at > fromMs && packet.at < toMs) {
      const waitedMs = packet.at - Math.max(last?.at ?? fromMs, fromMs)
      arrivalMs = Math.max(arrivalMs, waitedMs)
      silenceMs = Math.max(silenceMs, last ? silenceBetween(last, packet, waitedMs) : waitedMs)
    }
    last = packet
  }
  arrivalMs = Math.max(arrivalMs, toMs - Math.max(last?.at ?? fromMs, fromMs))
  return { arrivalMs, silenceMs }
}

function silenceBetween(before: Arrival, { ssrc, sequence }: Arrival, waitedMs: number): number {
  const lateMs = Math.max(0, waitedMs - PACKET_MS - JITTER_BUFFER_MS)
  if (before.ssrc !== ssrc) return Math.max(0, waitedMs - PACKET_MS)
  // Sequence numbers have 16 bits; a step backwards is a packet that was overtaken.
  const step = (sequence - before.sequence + 2 ** 16) % 2 ** 16
  const missingMs = step > 0 && step < 2 ** 15 ? (step - 1) * PACKET_MS : 0
  return missingMs > 0 ? Math.max(missingMs, lateMs) : lateMs
}

export interface GapSummary {
  readonly median: number
  readonly p95: number
  readonly max: number
}

/** Nearest rank, in whole milliseconds. */
export function summariseGaps(gaps: readonly number[]): GapSummary {
  const sorted = [...gaps].sort((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { median: at(0.5), p95: at(0.95), max: at(1) }
}
