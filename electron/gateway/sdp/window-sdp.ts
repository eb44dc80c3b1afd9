import { err, ok, type Result } from '#shared/lib/result'
import { CLOCK_RATES, formatList, payloadLines, readPayloads, type Payloads } from './payloads'
import { attribute, attributes, directionOf, joinSdp, readHead, splitSdp, type Direction } from './sdp-text'

/** What the media window's peer connection said: ICE, DTLS and everything on one port. */
export interface WindowDescription {
  readonly transport: WindowTransport
  readonly candidates: readonly string[]
  readonly mid: string
  readonly isBundled: boolean
  readonly payloads: Payloads
  readonly direction: Direction
}

export interface WindowTransport {
  readonly user: string
  readonly password: string
  readonly fingerprint: { readonly algorithm: string; readonly value: string }
}

export function parseWindowSdp(sdp: string): Result<WindowDescription, 'notWebRtc'> {
  const text = splitSdp(sdp)
  for (const section of text.media) {
    const head = readHead(section[0] ?? '')
    if (head?.kind !== 'audio' || head.port === 0) continue
    const user = attribute(text, section, 'ice-ufrag')
    const password = attribute(text, section, 'ice-pwd')
    const [algorithm, value] = (attribute(text, section, 'fingerprint') ?? '').split(/\s+/)
    if (user === null || password === null || !algorithm || !value) return err('notWebRtc')
    return ok({
      transport: { user, password, fingerprint: { algorithm, value } },
      candidates: attributes(section, 'candidate'),
      mid: attribute(text, section, 'mid') ?? '0',
      isBundled: attributes(text.session, 'group').some((group) => /^BUNDLE\b/i.test(group)),
      payloads: readPayloads(head, section),
      direction: directionOf(text, section),
    })
  }
  return err('notWebRtc')
}

export interface OwnWindow extends WindowTransport {
  readonly sessionId: string
  readonly version: number
  /** Of all that the window will hear, whoever is the source. */
  readonly ssrc: number
  readonly candidates: readonly string[]
}

export interface WindowStream {
  readonly mid: string
  readonly isBundled: boolean
  readonly payloads: Payloads
  readonly direction: Direction
  readonly ptime: number | null
  /** Offers leave the role to the window, answers wait for its handshake. */
  readonly setup: 'actpass' | 'passive'
}

/** Only what was agreed with the exchange is named, so that the window sends nothing that would have to be changed. */
export function writeWindowSdp(own: OwnWindow, stream: WindowStream): string {
  const { payloads, ptime } = stream
  const opus = payloads.audio.find(({ name }) => CLOCK_RATES[name] === CLOCK_RATES.opus)
  return joinSdp([
    'v=0',
    `o=- ${own.sessionId} ${String(own.version)} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    ...(stream.isBundled ? [`a=group:BUNDLE ${stream.mid}`] : []),
    `m=audio 9 UDP/TLS/RTP/SAVPF ${formatList(payloads)}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${stream.mid}`,
    'a=rtcp-mux',
    `a=ice-ufrag:${own.user}`,
    `a=ice-pwd:${own.password}`,
    `a=fingerprint:${own.fingerprint.algorithm} ${own.fingerprint.value}`,
    `a=setup:${stream.setup}`,
    ...payloadLines(payloads),
    ...(opus ? [`a=fmtp:${String(opus.payloadType)} minptime=10;useinbandfec=1`] : []),
    ...(ptime === null ? [] : [`a=ptime:${String(ptime)}`]),
    `a=${stream.direction}`,
    'a=msid:line voice',
    `a=ssrc:${String(own.ssrc)} cname:line`,
    ...own.candidates.map((candidate) => `a=candidate:${candidate}`),
    'a=end-of-candidates',
  ])
}
