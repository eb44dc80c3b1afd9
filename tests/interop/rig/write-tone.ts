import { writeFile } from 'node:fs/promises'

const RATE_HZ = 48_000
const SECONDS = 2
const AMPLITUDE = 8_000

/** Noise suppression takes a tone that never stops for noise. */
const ON_S = 0.7
const PERIOD_S = 1

/** A WAV with an interrupted tone, to be played over and over: what a microphone hears. */
export async function writeTone(file: string, hz: number): Promise<void> {
  const samples = Buffer.alloc(RATE_HZ * SECONDS * 2)
  for (let index = 0; index < RATE_HZ * SECONDS; index += 1) {
    if ((index / RATE_HZ) % PERIOD_S > ON_S) continue
    samples.writeInt16LE(Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hz * index) / RATE_HZ)), index * 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  // PCM, one channel, 16 bits.
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE_HZ, 24)
  header.writeUInt32LE(RATE_HZ * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  await writeFile(file, Buffer.concat([header, samples]))
}
