import { randomBytes } from 'node:crypto'

import { URI, type Core, type UserAgent } from 'sip.js'

import type { SipMedia } from '#shared/domain/sip-account'
import { sleep, type Clock } from '#shared/lib/clock'
import { refusalOf } from '../registrar-client'

export type SoundVerdict =
  /** What was said, in the server's own status; that nobody has this number proves nothing against the sound. */
  | { readonly kind: 'taken'; readonly status: number }
  /** `wants`: the kind that it took instead; `null`: none. */
  | { readonly kind: 'refused'; readonly status: number; readonly wants: SipMedia | null }
  | { readonly kind: 'silent' }

const ANSWER_LIMIT_MS = 5_000
const GOODBYE_MS = 1_000
const KINDS: readonly SipMedia[] = ['webrtc', 'rtp', 'srtp']
/** Nobody's number: letters, which no rule for telephone numbers takes. */
const NOBODY = 'otklik-sound-test'

/**
 * Whether the PBX takes the kind of sound that the line is set to, and which it takes instead. There is no question for
 * it in SIP, so a call is tried to a number that nobody has: PBXs that mind look at the offer first (488). Whoever
 * would take the call all the same is left at the first sign of it.
 */
export async function probeSound(
  userAgent: UserAgent,
  media: SipMedia,
  localHost: string | null,
  clock: Clock,
): Promise<SoundVerdict> {
  const ask = (kind: SipMedia) => askOnce(userAgent, offerOf(kind, localHost ?? '0.0.0.0'), clock)
  const status = await ask(media)
  if (status === null) return { kind: 'silent' }
  if (!isRefusedSound(status)) return { kind: 'taken', status }
  for (const kind of KINDS.filter((each) => each !== media)) {
    const other = await ask(kind)
    if (other !== null && !isRefusedSound(other)) return { kind: 'refused', status, wants: kind }
  }
  return { kind: 'refused', status, wants: null }
}

/** RFC 3261 §21.4.26, §21.6.4; 415 of those that call another profile another type. */
function isRefusedSound(status: number): boolean {
  return status === 488 || status === 606 || status === 415
}

/** The status of the first answer that says something; `null`: nothing came. */
async function askOnce(userAgent: UserAgent, sdp: string, clock: Clock): Promise<number | null> {
  const { userAgentCore, configuration } = userAgent
  const own = configuration.uri
  const to = new URI('sip', NOBODY, own.host, undefined, {})
  const body = { contentDisposition: 'session', contentType: 'application/sdp', content: sdp }
  const headers = [`Contact: ${userAgent.contact.toString()}`]
  const request = userAgentCore.makeOutgoingRequestMessage('INVITE', to, own, to, {}, headers, body)
  let finish: () => void = () => undefined
  const over = new Promise<void>((done) => (finish = done))
  const answer = new Promise<number>((done) => {
    const refused = ({ message }: { readonly message: Core.IncomingResponseMessage }) => {
      const { status, isLocal } = refusalOf(message)
      if (!isLocal) done(status)
      finish()
    }
    const call = userAgentCore.invite(request, {
      onProgress: ({ message }) => {
        done(message.statusCode ?? 180)
        call.cancel()
      },
      onAccept: (accepted) => {
        accepted.ack()
        accepted.session.bye({ onAccept: finish, onReject: finish })
        done(accepted.message.statusCode ?? 200)
      },
      onRedirect: refused,
      onReject: refused,
    })
  })
  const silence = sleep(clock, ANSWER_LIMIT_MS).then(() => null)
  const status = await Promise.race([answer, silence])
  // The goodbye has to leave before the connection is closed.
  if (status !== null) await Promise.race([over, sleep(clock, GOODBYE_MS)])
  return status
}

/** Complete, so that nobody minds its form, and `inactive`, so that nobody sends anything. */
function offerOf(kind: SipMedia, host: string): string {
  const profile = { webrtc: 'UDP/TLS/RTP/SAVPF', rtp: 'RTP/AVP', srtp: 'RTP/SAVP' }[kind]
  return [
    'v=0',
    `o=- ${String(randomBytes(4).readUInt32BE())} 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    ...(kind === 'webrtc' ? ['a=group:BUNDLE 0'] : []),
    `m=audio ${kind === 'webrtc' ? '9' : '40000'} ${profile} 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    ...SECURITY[kind](),
    'a=inactive',
    '',
  ].join('\r\n')
}

const SECURITY: Readonly<Record<SipMedia, () => readonly string[]>> = {
  rtp: () => [],
  srtp: () => [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${randomBytes(30).toString('base64')}`],
  webrtc: () => [
    'a=mid:0',
    'a=rtcp-mux',
    `a=ice-ufrag:${randomBytes(3).toString('hex')}`,
    `a=ice-pwd:${randomBytes(12).toString('hex')}`,
    `a=fingerprint:sha-256 ${(randomBytes(32).toString('hex').toUpperCase().match(/../g) ?? []).join(':')}`,
    'a=setup:actpass',
  ],
}
