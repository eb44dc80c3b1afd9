import net from 'node:net'
import tls from 'node:tls'

import type { SipFailure } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { alsoTrusted } from '#shared/node/trust-also'
import { readAuthority } from './read-authority'
import type { TransportFailure } from './transport-failure'

export interface TlsTarget {
  readonly host: string
  readonly pinnedFingerprint: string | null
  /** Trusted for this connection beside the authorities that everybody trusts. */
  readonly authorityPem: string | null
}

interface Secured {
  readonly socket: tls.TLSSocket
  readonly detail: string
}

interface Refusal {
  readonly reason: SipFailure
  readonly detail: string
}

const HANDSHAKE_TIMEOUT_MS = 5_000

/**
 * The certificate is judged before a single byte of SIP is sent: trusted by the system, by the authority of the
 * account, or the pinned one.
 */
export function startTls(
  plain: net.Socket,
  target: TlsTarget,
  clock: Clock,
): Promise<Result<Secured, TransportFailure>> {
  const host = target.host.replace(/^\[(.*)\]$/, '$1')
  const context = contextOf(target.authorityPem, clock.now())
  if (!context.ok) {
    plain.destroy()
    return Promise.resolve(context)
  }
  return new Promise((done) => {
    const socket = tls.connect({
      socket: plain,
      // Judged below, so that the refusal can name issuer and fingerprint.
      rejectUnauthorized: false,
      // By itself it would compare with «localhost» where the server is a number.
      checkServerIdentity: () => undefined,
      ...(context.value && { secureContext: context.value }),
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
    })
    const fail = (failure: Omit<TransportFailure, 'layer'>) => {
      timer.dispose()
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.destroy()
      plain.destroy()
      done(err({ ...failure, layer: 'tls' }))
    }
    const timer = clock.schedule(HANDSHAKE_TIMEOUT_MS, () => {
      // A plain SIP port takes the greeting for a slow request and stays silent.
      fail({ reason: 'notTls', detail: 'no answer to the TLS greeting' })
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      fail({ reason: 'notTls', detail: error.code ?? error.name })
    })
    socket.once('close', () => {
      fail({ reason: 'notTls', detail: 'closed during the TLS greeting' })
    })
    socket.once('secureConnect', () => {
      const refusal = judge(socket, host, target.pinnedFingerprint, clock.now())
      if (refusal !== null) {
        fail(refusal)
        return
      }
      timer.dispose()
      socket.removeAllListeners('error')
      socket.removeAllListeners('close')
      done(ok({ socket, detail: socket.getProtocol() ?? 'TLS' }))
    })
  })
}

/** `null`: the library's own, which trusts what everybody trusts. */
function contextOf(authorityPem: string | null, nowMs: number): Result<tls.SecureContext | null, TransportFailure> {
  if (authorityPem === null) return ok(null)
  const read = readAuthority(authorityPem, nowMs)
  // Checked when it was saved; since then the file of settings can be damaged, and time goes on: what an authority
  // signed whose time is over is refused with that word below.
  if (!read.ok && read.error !== 'expired')
    return err({ layer: 'tls', reason: 'authorityUnreadable', detail: read.error })
  // Named, authorities replace the usual ones; a server that gets a certificate of those must not be lost.
  return ok(tls.createSecureContext({ ca: [...tls.rootCertificates, ...alsoTrusted(), authorityPem] }))
}

function judge(socket: tls.TLSSocket, host: string, pinned: string | null, nowMs: number): Refusal | null {
  const certificate = socket.getPeerCertificate(true)
  const fingerprint = certificate.fingerprint256
  if (pinned !== null && normalise(pinned) === normalise(fingerprint)) return null
  const about = `issuer: ${nameOf(certificate.issuer) || '–'}; SHA-256: ${fingerprint}`
  // Asked first: whoever has let a certificate run out has to mend that, whoever vouches for it.
  const expired = expiredOf(certificate, nowMs)
  if (expired)
    return {
      reason: 'certificateExpired',
      detail: `valid until ${dayOf(expired)} (${nameOf(expired.subject)}); ${about}`,
    }
  if (!socket.authorized)
    return { reason: 'certificateRefused', detail: `${errorText(socket.authorizationError)}; ${about}` }
  if (tls.checkServerIdentity(host, certificate) === undefined) return null
  const names = (certificate.subjectaltname ?? nameOf(certificate.subject)).replace(/DNS:|IP Address:/g, '')
  return { reason: 'certificateOtherHost', detail: `issued for ${names}, asked for ${host}; ${about}` }
}

/** The first of the chain whose time is over. */
function expiredOf(leaf: tls.DetailedPeerCertificate, nowMs: number): tls.PeerCertificate | null {
  const seen = new Set<string>()
  let each: tls.DetailedPeerCertificate | undefined = leaf
  // The chain of a root ends with itself.
  while (each && !seen.has(each.fingerprint256)) {
    if (Date.parse(each.valid_to) <= nowMs) return each
    seen.add(each.fingerprint256)
    each = issuerOf(each)
  }
  return null
}

/** The types promise one; there is none where the server sent none. */
function issuerOf(certificate: tls.DetailedPeerCertificate): tls.DetailedPeerCertificate | undefined {
  return certificate.issuerCertificate
}

function dayOf({ valid_to: end }: tls.PeerCertificate): string {
  return new Date(end).toISOString().slice(0, 10)
}

function nameOf({ O, CN }: tls.Certificate): string {
  return [O, CN].flat().filter(Boolean).join(', ')
}

/** Node says a code string here although the types say `Error`. */
function errorText(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? error : 'UNTRUSTED'
}

function normalise(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase()
}
