import type { EventsOf } from '#shared/contract/define'
import type { MediaReportsContract } from '#shared/contract/ipc/media'

export type CallStats = Omit<EventsOf<MediaReportsContract>['stats'], 'callId' | 'voice'>
export type Counters = Pick<CallStats, 'packetsSent' | 'packetsReceived' | 'packetsLost'>

export const NO_PACKETS: Counters = { packetsSent: 0, packetsReceived: 0, packetsLost: 0 }

/** The members of an `RTCStatsReport` that are used (W3C webrtc-stats); absent until there is something to tell. */
export interface StatsEntry {
  readonly id: string
  readonly type: string
  readonly kind?: string
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly jitter?: number
  readonly roundTripTime?: number
  readonly currentRoundTripTime?: number
  readonly nominated?: boolean
  readonly codecId?: string
  readonly mimeType?: string
  readonly totalAudioEnergy?: number
  readonly totalSamplesDuration?: number
}

/** One line for main. `before` are the totals of earlier connections of the same call. */
export function readStats(entries: readonly StatsEntry[], before: Counters): CallStats {
  const find = (type: string): StatsEntry | undefined =>
    entries.find((entry) => entry.type === type && entry.kind !== 'video')
  const inbound = find('inbound-rtp')
  const outbound = find('outbound-rtp')
  const pair = entries.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true)
  const roundTrip = find('remote-inbound-rtp')?.roundTripTime ?? pair?.currentRoundTripTime
  const codecId = inbound?.codecId ?? outbound?.codecId
  return {
    packetsSent: before.packetsSent + (outbound?.packetsSent ?? 0),
    packetsReceived: before.packetsReceived + (inbound?.packetsReceived ?? 0),
    packetsLost: before.packetsLost + Math.max(0, inbound?.packetsLost ?? 0),
    jitterMs: Math.round((inbound?.jitter ?? 0) * 10_000) / 10,
    roundTripMs: roundTrip === undefined ? null : Math.round(roundTrip * 10_000) / 10,
    codec: entries.find((entry) => entry.id === codecId)?.mimeType?.replace('audio/', '') ?? null,
  }
}

export async function collectStats(pc: RTCPeerConnection): Promise<readonly StatsEntry[]> {
  const entries: StatsEntry[] = []
  const report = await pc.getStats()
  report.forEach((entry: StatsEntry) => entries.push(entry))
  return entries
}
