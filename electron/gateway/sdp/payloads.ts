import { attributes, type MediaHead } from './sdp-text'

/** What Chromium and telephone exchanges both speak. The gateway changes numbers, never the sound. */
export type CodecName = 'PCMA' | 'PCMU' | 'opus'

export interface Codec {
  readonly name: CodecName
  readonly payloadType: number
}

/** RFC 4733 events, once for each clock that they are counted by. */
export interface EventCodec {
  readonly payloadType: number
  readonly clockRate: number
}

/** In the order in which they were named: the first is what the writer would rather have. */
export interface Payloads {
  readonly audio: readonly Codec[]
  readonly events: readonly EventCodec[]
}

export const CLOCK_RATES: Readonly<Record<CodecName, number>> = { PCMA: 8_000, PCMU: 8_000, opus: 48_000 }

/** RFC 3551 §6: these two need no `a=rtpmap`, and some exchanges write none. */
const STATIC = new Map([
  ['0', 'PCMU/8000'],
  ['8', 'PCMA/8000'],
])
const ENCODINGS = new Map<string, CodecName>([
  ['pcma/8000', 'PCMA'],
  ['pcmu/8000', 'PCMU'],
  ['opus/48000/2', 'opus'],
])

export function readPayloads(head: MediaHead, section: readonly string[]): Payloads {
  const named = new Map<string, string>()
  for (const value of attributes(section, 'rtpmap')) {
    const [format = '', encoding = ''] = value.split(/\s+/)
    named.set(format, encoding)
  }
  const audio: Codec[] = []
  const events: EventCodec[] = []
  for (const format of head.formats) {
    const encoding = (named.get(format) ?? STATIC.get(format) ?? '').toLowerCase().replace(/^(pcm[au]\/8000)\/1$/, '$1')
    const payloadType = Number(format)
    if (!Number.isInteger(payloadType) || payloadType > 127) continue
    const name = ENCODINGS.get(encoding)
    if (name) audio.push({ name, payloadType })
    const clockRate = /^telephone-event\/(\d+)/.exec(encoding)?.[1]
    if (clockRate !== undefined) events.push({ payloadType, clockRate: Number(clockRate) })
  }
  return { audio, events }
}

/** Only what is named on both sides, as the first names it; events only by the clock of the first codec. */
export function keepCommon(wanted: Payloads, others: Payloads): Payloads {
  const audio = wanted.audio.filter(({ name }) => others.audio.some((other) => other.name === name))
  const first = audio[0]
  const events = wanted.events.filter(
    ({ clockRate }) =>
      first && clockRate === CLOCK_RATES[first.name] && others.events.some((other) => other.clockRate === clockRate),
  )
  return { audio, events: events.slice(0, 1) }
}

/** What is named in `first`, then the rest of `others` under numbers that `first` leaves free. */
export function merge(first: Payloads, others: Payloads): Payloads {
  const taken = new Set([...first.audio, ...first.events].map(({ payloadType }) => payloadType))
  const isFree = ({ payloadType }: { readonly payloadType: number }) => !taken.has(payloadType)
  const audio = others.audio.filter(({ name }) => first.audio.every((codec) => codec.name !== name))
  const events = others.events.filter(({ clockRate }) => first.events.every((codec) => codec.clockRate !== clockRate))
  return { audio: [...first.audio, ...audio.filter(isFree)], events: [...first.events, ...events.filter(isFree)] }
}

/** The numbers of `numbers` in the order of `order`. */
export function inOrderOf(order: Payloads, numbers: Payloads): Payloads {
  const audio = order.audio.flatMap(({ name }) => numbers.audio.find((codec) => codec.name === name) ?? [])
  const events = order.events.flatMap(
    ({ clockRate }) => numbers.events.find((codec) => codec.clockRate === clockRate) ?? [],
  )
  return { audio, events }
}

/** Payload types of one side by those of the other. */
export function payloadMap(from: Payloads, to: Payloads): ReadonlyMap<number, number> {
  const map = new Map<number, number>()
  for (const { name, payloadType } of from.audio) {
    const other = to.audio.find((codec) => codec.name === name)
    if (other) map.set(payloadType, other.payloadType)
  }
  for (const { clockRate, payloadType } of from.events) {
    const other = to.events.find((codec) => codec.clockRate === clockRate)
    if (other) map.set(payloadType, other.payloadType)
  }
  return map
}

export function payloadLines({ audio, events }: Payloads): readonly string[] {
  return [
    ...audio.map(({ name, payloadType }) => {
      const channels = name === 'opus' ? '/2' : ''
      return `a=rtpmap:${String(payloadType)} ${name}/${String(CLOCK_RATES[name])}${channels}`
    }),
    ...events.flatMap(({ payloadType, clockRate }) => [
      `a=rtpmap:${String(payloadType)} telephone-event/${String(clockRate)}`,
      // RFC 4733 §2.5.1.1: 0–15 are the keys of a telephone.
      `a=fmtp:${String(payloadType)} 0-15`,
    ]),
  ]
}

export function formatList({ audio, events }: Payloads): string {
  return [...audio, ...events].map(({ payloadType }) => String(payloadType)).join(' ')
}
