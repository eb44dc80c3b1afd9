import { URI, type Core, type UserAgent } from 'sip.js'

import type { SipRefusal } from './sip-failure'
import { digestAlgorithm } from './transport/message-rewriter'

export type RegisterReply =
  { readonly kind: 'accepted'; readonly expiresMs: number } | { readonly kind: 'refused'; readonly refusal: SipRefusal }

const EXPIRES_S = 600
/** A registrar that grants nothing would be asked in a tight loop. */
const MIN_EXPIRES_S = 10
const MAX_423_RETRIES = 2

/**
 * REGISTER without the library's Registerer: that one keeps its own timers, rejects into nowhere and waits for
 * ever on a 200 without Contact (facts/telephony.md c.4 rows 5, 6). Digest comes from the library's core.
 */
export class RegistrarClient {
  private readonly request: Core.OutgoingRequestMessage
  private expiresS = EXPIRES_S

  constructor(
    private readonly userAgent: UserAgent,
    private readonly instanceId: string,
  ) {
    const aor = userAgent.configuration.uri
    const registrar = new URI('sip', '', aor.host, undefined, {})
    registrar.user = undefined
    this.request = userAgent.userAgentCore.makeOutgoingRequestMessage('REGISTER', registrar, aor, aor, {})
  }

  register(): Promise<RegisterReply> {
    return this.send(this.expiresS, MAX_423_RETRIES)
  }

  unregister(): Promise<RegisterReply> {
    return this.send(0, 0)
  }

  private async send(expiresS: number, retries: number): Promise<RegisterReply> {
    const outcome = await this.transact(expiresS)
    const { message } = outcome
    if (outcome.kind === 'accepted')
      return { kind: 'accepted', expiresMs: this.grantedSeconds(message, expiresS) * 1000 }
    const minimum = secondsOf(message.getHeader('min-expires'))
    // RFC 3261 §10.2.8
    if (message.statusCode === 423 && minimum !== null && minimum > expiresS && retries > 0) {
      this.expiresS = minimum
      return this.send(minimum, retries - 1)
    }
    return { kind: 'refused', refusal: refusalOf(message) }
  }

  private transact(
    expiresS: number,
  ): Promise<{ readonly kind: 'accepted' | 'refused'; readonly message: Core.IncomingResponseMessage }> {
    const { request, userAgent } = this
    request.cseq += 1
    request.setHeader('cseq', `${String(request.cseq)} REGISTER`)
    // A replayed nonce counter looks like an attack to strict servers (row 19).
    delete request.headers['Authorization']
    delete request.headers['Proxy-Authorization']
    request.extraHeaders = [
      `Contact: ${userAgent.contact.toString({ register: true })};+sip.instance="<urn:uuid:${this.instanceId}>";expires=${String(expiresS)}`,
      `Expires: ${String(expiresS)}`,
      `Allow: ${ALLOW}`,
    ]
    return new Promise((done) => {
      const refused = ({ message }: { readonly message: Core.IncomingResponseMessage }) => {
        done({ kind: 'refused', message })
      }
      userAgent.userAgentCore.register(request, {
        onAccept: ({ message }) => {
          done({ kind: 'accepted', message })
        },
        onRedirect: refused,
        onReject: refused,
      })
    })
  }

  /** Expires of our own Contact, else of the answer, else what was asked: some registrars send no Contact (row 6). */
  private grantedSeconds(message: Core.IncomingResponseMessage, askedS: number): number {
    const user = this.userAgent.contact.uri.user
    const own = message.getHeaders('contact').find((value) => user !== undefined && value.includes(`${user}@`))
    const fromContact = secondsOf(/;\s*expires\s*=\s*"?(\d+)/i.exec(own ?? '')?.[1])
    const granted = fromContact ?? secondsOf(message.getHeader('expires')) ?? askedS
    return Math.max(MIN_EXPIRES_S, granted)
  }
}

export const ALLOW = 'ACK, CANCEL, INVITE, MESSAGE, BYE, OPTIONS, INFO, NOTIFY, REFER, PRACK, UPDATE'

export function refusalOf(message: Core.IncomingResponseMessage): SipRefusal {
  const challenges = [...message.getHeaders('www-authenticate'), ...message.getHeaders('proxy-authenticate')]
  const retryAfterS = secondsOf(message.getHeader('retry-after'))
  return {
    status: message.statusCode ?? 500,
    // Made up by the library: nothing that came over the wire lacks a Via.
    isLocal: !message.hasHeader('via'),
    retryAfterMs: retryAfterS === null ? null : retryAfterS * 1000,
    algorithms: challenges.map(digestAlgorithm),
  }
}

function secondsOf(value: string | undefined): number | null {
  const digits = /^\s*(\d{1,9})/.exec(value ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}
