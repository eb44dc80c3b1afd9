import type { AudioPacket } from './media-leg'

const MU_BIAS = 0x84
const MU_CLIP = 32635

/** ITU-T G.711 µ-law and A-law, one 16-bit sample to one byte and back. */
export function encodeG711(codec: AudioPacket['codec'], samples: Int16Array): Buffer {
  const encode = codec === 'PCMU' ? encodeMuLaw : encodeALaw
  const out = Buffer.allocUnsafe(samples.length)
  for (let index = 0; index < samples.length; index += 1) out[index] = encode(samples[index] ?? 0)
  return out
}

export function decodeG711(codec: AudioPacket['codec'], payload: Uint8Array): Int16Array {
  const table = codec === 'PCMU' ? muLawTable : aLawTable
  return Int16Array.from(payload, (byte) => table[byte] ?? 0)
}

function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS
  const segment = 31 - Math.clz32(magnitude >> 7)
  const mantissa = (magnitude >> (segment + 3)) & 0x0f
  return ~(sign | (segment << 4) | mantissa) & 0xff
}

function decodeMuLaw(byte: number): number {
  const value = ~byte & 0xff
  const magnitude = (((value & 0x0f) << 3) + MU_BIAS) << ((value >> 4) & 7)
  return value & 0x80 ? MU_BIAS - magnitude : magnitude - MU_BIAS
}

function encodeALaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = Math.min(sample < 0 ? -sample - 1 : sample, 32767) >> 4
  const segment = magnitude < 16 ? 0 : 31 - Math.clz32(magnitude >> 4) + 1
  const mantissa = segment < 2 ? magnitude & 0x0f : (magnitude >> (segment - 1)) & 0x0f
  return (sign | (segment << 4) | mantissa) ^ 0x55
}

function decodeALaw(byte: number): number {
  const value = byte ^ 0x55
  const segment = (value >> 4) & 7
  const base = ((value & 0x0f) << 4) + 8
  const magnitude = segment === 0 ? base : (base + 0x100) << (segment - 1)
  return value & 0x80 ? magnitude : -magnitude
}

const muLawTable = Int16Array.from({ length: 256 }, (_, byte) => decodeMuLaw(byte))
const aLawTable = Int16Array.from({ length: 256 }, (_, byte) => decodeALaw(byte))

/** The packet's sound in the wanted law; untouched when it is in it already. */
export function transcode(packet: AudioPacket, codec: AudioPacket['codec']): Buffer {
  return packet.codec === codec ? packet.payload : encodeG711(codec, decodeG711(packet.codec, packet.payload))
}
