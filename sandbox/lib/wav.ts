const SAMPLE_RATE = 16_000

/**
 * A short spoken-like murmur as 16-bit mono PCM. The platform itself sends Opus in MP4; no encoder for it is at
 * hand here, so the sandbox says honestly `audio/wav`.
 */
export function encodeMurmur(durationMs: number): Uint8Array {
  const samples = Math.floor((durationMs / 1000) * SAMPLE_RATE)
  const out = new Uint8Array(44 + samples * 2)
  const view = new DataView(out.buffer)
  const text = (at: number, value: string) => {
    out.set(new TextEncoder().encode(value), at)
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples * 2, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, SAMPLE_RATE, true)
  view.setUint32(28, SAMPLE_RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples * 2, true)
  for (let index = 0; index < samples; index += 1) view.setInt16(44 + index * 2, sampleAt(index / SAMPLE_RATE), true)
  return out
}

function sampleAt(seconds: number): number {
  const pitch = 130 + 25 * Math.sin(seconds * 5)
  const syllable = Math.max(0, Math.sin(seconds * 11)) * Math.max(0.2, Math.sin(seconds * 2.3))
  const voice = Math.sin(2 * Math.PI * pitch * seconds) + 0.5 * Math.sin(4 * Math.PI * pitch * seconds)
  return Math.round(5000 * syllable * voice)
}
