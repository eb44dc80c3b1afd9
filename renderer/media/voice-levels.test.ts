import { describe, expect, it } from 'vitest'

import type { StatsEntry } from './call-stats'
import { VoiceLevelReader } from './voice-levels'

const at = (ownEnergy: number, otherEnergy: number, seconds: number): readonly StatsEntry[] => [
  { id: 'own', type: 'media-source', kind: 'audio', totalAudioEnergy: ownEnergy, totalSamplesDuration: seconds },
  { id: 'other', type: 'inbound-rtp', kind: 'audio', totalAudioEnergy: otherEnergy, totalSamplesDuration: seconds },
]

describe('VoiceLevelReader', () => {
  it('[K15] tells how loud each side was since it was asked last', () => {
    const reader = new VoiceLevelReader()
    expect(reader.read(at(0.1, 0.2, 10), true)).toEqual({ own: null, other: null, forMs: 10_000 })
    expect(reader.read(at(0.11, 0.2, 11), true)).toEqual({
      own: expect.closeTo(0.1, 5) as number,
      other: 0,
      forMs: 1_000,
    })
  })

  it('[K15] says nothing of its own voice while others are mixed into it', () => {
    const reader = new VoiceLevelReader()
    reader.read(at(0, 0, 1), true)
    expect(reader.read(at(0.5, 0, 2), false)).toEqual({ own: null, other: 0, forMs: 0 })
    expect(reader.read(at(0.5, 0, 3), true).own).toBeNull()
    expect(reader.read(at(0.5, 0, 4), true).own).toBe(0)
  })

  it('[K15] takes a connection that began anew for no silence', () => {
    const reader = new VoiceLevelReader()
    reader.read(at(5, 5, 100), true)
    expect(reader.read(at(0, 0, 1), true)).toMatchObject({ own: null, other: null })
    expect(reader.read(at(0, 0, 2), true)).toEqual({ own: 0, other: 0, forMs: 1_000 })
  })
})
