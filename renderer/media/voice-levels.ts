import type { VoiceLevels } from '#shared/domain/microphone-silence'
import type { StatsEntry } from './call-stats'

interface Sum {
  readonly energy: number
  readonly seconds: number
}

interface Sums {
  readonly own: Sum | null
  readonly other: Sum | null
}

/** How loud both sides were between two statistics of one connection: the sums in them only grow (webrtc-stats). */
export class VoiceLevelReader {
  private before: Sums | null = null

  /** `isOwnVoice: false`: what is sent is mixed with others' voices, or the microphone's stand-in. */
  read(entries: readonly StatsEntry[], isOwnVoice: boolean): VoiceLevels {
    const now: Sums = {
      own: isOwnVoice ? sumOf(entries, 'media-source') : null,
      other: sumOf(entries, 'inbound-rtp'),
    }
    const { before } = this
    this.before = now
    return {
      own: level(before?.own ?? null, now.own),
      other: level(before?.other ?? null, now.other),
      forMs: Math.round(Math.max(0, (now.own?.seconds ?? 0) - (before?.own?.seconds ?? 0)) * 1_000),
    }
  }
}

function sumOf(entries: readonly StatsEntry[], type: string): Sum | null {
  const entry = entries.find((each) => each.type === type && each.kind !== 'video')
  const { totalAudioEnergy, totalSamplesDuration } = entry ?? {}
  if (totalAudioEnergy === undefined || totalSamplesDuration === undefined) return null
  return { energy: totalAudioEnergy, seconds: totalSamplesDuration }
}

/** A new source or connection counts from zero again: that once nothing is known. */
function level(before: Sum | null, now: Sum | null): number | null {
  if (!before || !now) return null
  const seconds = now.seconds - before.seconds
  const energy = now.energy - before.energy
  return seconds <= 0 || energy < 0 ? null : Math.min(1, Math.sqrt(energy / seconds))
}
