import { isIPv4 } from 'node:net'

import { err, ok, type Result } from '#shared/lib/result'
import { formatList, payloadLines, readPayloads, type Payloads } from './payloads'
import {
  attribute,
  attributes,
  directionOf,
  joinSdp,
  readHead,
  splitSdp,
  type Direction,
  type MediaHead,
  type SdpText,
} from './sdp-text'

/** What an exchange without WebRTC said of one call: RTP/AVP, or RTP/SAVP with a key in the text (RFC 4568). */
export interface LineDescription {
  /** Every stream that was offered; each must be answered, those that are not taken with port 0. */
  readonly heads: readonly MediaHead[]
  readonly audioIndex: number
  /** A name or an IPv4 address. `null`: 0.0.0.0, the hold of RFC 2543. */
  readonly host: string | null
  readonly port: number
  readonly rtcpPort: number
  readonly payloads: Payloads
  readonly direction: Direction
  /** `null`: not encrypted. */
  readonly key: OfferedKey | null
  readonly ptime: number | null
}

export interface OfferedKey {
  readonly tag: string
  /** Master key and salt, 16 and 14 bytes. */
  readonly bytes: Buffer
}

export type LineRefusal = 'noAudio' | 'notPlain' | 'noKey' | 'noIpv4'

export const CRYPTO_SUITE = 'AES_CM_128_HMAC_SHA1_80'
const KEY_BYTES = 30

export function parseLineSdp(sdp: string): Result<LineDescription, LineRefusal> {
  const text = splitSdp(sdp)
  const heads: MediaHead[] = []
  for (const section of text.media) {
    const head = readHead(section[0] ?? '')
    if (!head) return err('noAudio')
    heads.push(head)
  }
  const isAudio = ({ kind, port }: MediaHead) => kind === 'audio' && port !== 0
  if (!heads.some(isAudio)) return err('noAudio')
  // RTP/SAVP beside RTP/AVP is how older telephones say «encrypted if you can»: the first that we speak is taken.
  let refusal: LineRefusal = 'notPlain'
  for (const [index, head] of heads.entries()) {
    const section = text.media[index]
    if (!isAudio(head) || !section) continue
    const read = readAudio(text, section, head)
    if (read.ok) return ok({ ...read.value, heads, audioIndex: index })
    refusal = read.error
  }
  return err(refusal)
}

type Audio = Omit<LineDescription, 'heads' | 'audioIndex'>

function readAudio(text: SdpText, section: readonly string[], head: MediaHead): Result<Audio, LineRefusal> {
  const protocol = /^RTP\/(S?)AVPF?$/i.exec(head.protocol)
  if (!protocol) return err('notPlain')
  const key = readKey(section)
  if (protocol[1] && !key) return err('noKey')
  const host = readHost(text, section)
  if (host === undefined) return err('noIpv4')
  const ptime = Number(attribute(text, section, 'ptime'))
  const rtcp = /^(\d{1,5})(?:\s|$)/.exec(attributes(section, 'rtcp')[0] ?? '')?.[1]
  return ok({
    host,
    port: head.port,
    rtcpPort: rtcp === undefined ? head.port + 1 : Number(rtcp),
    payloads: readPayloads(head, section),
    direction: directionOf(text, section),
    key: protocol[1] ? key : null,
    ptime: Number.isInteger(ptime) && ptime >= 10 && ptime <= 60 ? ptime : null,
  })
}

/** `undefined`: no address that we can send to. */
function readHost(text: SdpText, section: readonly string[]): string | null | undefined {
  const line = [...section, ...text.session].find((candidate) => /^c=IN IP/i.test(candidate))
  const host = /^c=IN IP4 ([^\s/]+)/i.exec(line ?? '')?.[1]
  if (host === undefined) return undefined
  if (host === '0.0.0.0') return null
  return isIPv4(host) || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(host) ? host : undefined
}

/** RFC 4568 §9.1. Life times are left to the other side; keys with an index (MKI) are not spoken. */
function readKey(section: readonly string[]): OfferedKey | null {
  for (const value of attributes(section, 'crypto')) {
    const [, tag, suite, inline, rest = ''] = /^(\d{1,9})\s+(\S+)\s+inline:([^|\s;]+)(\S*)/i.exec(value) ?? []
    if (tag === undefined || suite?.toUpperCase() !== CRYPTO_SUITE) continue
    if (/\|\d+:\d+/.test(rest)) continue
    const bytes = Buffer.from(inline ?? '', 'base64')
    if (bytes.length === KEY_BYTES) return { tag, bytes }
  }
  return null
}

export interface OwnLine {
  readonly sessionId: string
  readonly version: number
  readonly address: string
  readonly port: number
  /** `null`: not encrypted. */
  readonly key: Buffer | null
}

export function writeLineOffer(own: OwnLine, payloads: Payloads, direction: Direction): string {
  return joinSdp([...sessionLines(own), ...audioLines(own, '1', payloads, direction, 20)])
}

export function writeLineAnswer(
  own: OwnLine,
  offer: LineDescription,
  payloads: Payloads,
  direction: Direction,
): string {
  const streams = offer.heads.map((head, index) =>
    index === offer.audioIndex
      ? audioLines(own, offer.key?.tag ?? '1', payloads, direction, offer.ptime ?? 20, head.protocol)
      : [`m=${head.kind} 0 ${head.protocol} ${head.formats.join(' ')}`],
  )
  return joinSdp([...sessionLines(own), ...streams.flat()])
}

function sessionLines({ sessionId, version, address }: OwnLine): readonly string[] {
  return ['v=0', `o=- ${sessionId} ${String(version)} IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0']
}

function audioLines(
  { port, key }: OwnLine,
  tag: string,
  payloads: Payloads,
  direction: Direction,
  ptime: number,
  protocol = key ? 'RTP/SAVP' : 'RTP/AVP',
): readonly string[] {
  return [
    `m=audio ${String(port)} ${protocol} ${formatList(payloads)}`,
    ...payloadLines(payloads),
    `a=ptime:${String(ptime)}`,
    ...(key ? [`a=crypto:${tag} ${CRYPTO_SUITE} inline:${key.toString('base64')}`] : []),
    `a=${direction}`,
  ]
}
