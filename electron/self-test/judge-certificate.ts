import net from 'node:net'
import tls from 'node:tls'

import type { OwnCause } from '#shared/domain/self-test/causes'
import type { SelfTestFacts } from '#shared/domain/self-test/row'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { STEP_WITHIN_MS } from '#shared/node/raw-channel'

export interface CertificateFault {
  readonly cause: OwnCause
  readonly facts: SelfTestFacts
}

export interface Validity {
  readonly fromMs: number
  readonly untilMs: number
}

export interface Secured {
  readonly socket: tls.TLSSocket
  /** `null`: the certificate is as it should be. */
  readonly fault: CertificateFault | null
  readonly validity: Validity
}

/** TLS with whoever answers; nothing secret may be said over it, as its certificate is judged and not demanded. */
export function secureChannel(
  plain: net.Socket,
  host: string,
  authorities: readonly string[] | null,
  clock: Clock,
): Promise<Result<Secured, string>> {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  return new Promise((done) => {
    const socket = tls.connect({
      socket: plain,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(authorities && { ca: [...authorities] }),
      ...(net.isIP(name) === 0 ? { servername: name } : {}),
    })
    const settle = (result: Result<Secured, string>): void => {
      timer.dispose()
      socket.removeAllListeners('secureConnect')
      socket.removeAllListeners('close')
      socket.removeAllListeners('error')
      socket.on('error', () => undefined)
      if (!result.ok) {
        socket.destroy()
        plain.destroy()
      }
      done(result)
    }
    const timer = clock.schedule(STEP_WITHIN_MS, () => {
      settle(err('TIMEOUT'))
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(err(error.code ?? error.name))
    })
    socket.once('close', () => {
      settle(err('CLOSED'))
    })
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate()
      const validity = { fromMs: Date.parse(certificate.valid_from), untilMs: Date.parse(certificate.valid_to) }
      settle(ok({ socket, validity, fault: faultOf(socket, certificate, name, validity, clock.now()) }))
    })
  })
}

function faultOf(
  socket: tls.TLSSocket,
  certificate: tls.PeerCertificate,
  host: string,
  { fromMs, untilMs }: Validity,
  nowMs: number,
): CertificateFault | null {
  const issuer = [certificate.issuer.O, certificate.issuer.CN].flat().filter(Boolean).join(', ')
  // Asked first: whoever let a certificate run out has to mend that, whoever vouches for it.
  if (untilMs <= nowMs) return { cause: 'certificateExpired', facts: { issuer, validUntil: dayOf(untilMs) } }
  if (fromMs > nowMs) return { cause: 'certificateNotYetValid', facts: { issuer } }
  const refusal = socket.authorized ? null : codeOf(socket.authorizationError)
  if (refusal !== null)
    return { cause: CHAIN_CAUSES[refusal] ?? 'certificateRefused', facts: { issuer, code: refusal } }
  if (tls.checkServerIdentity(host, certificate) === undefined) return null
  return {
    cause: 'certificateOtherName',
    facts: { issuer, names: (certificate.subjectaltname ?? '').replace(/DNS:|IP Address:/g, '') },
  }
}

/** OpenSSL's words for who vouches for a certificate. */
const CHAIN_CAUSES: Readonly<Partial<Record<string, OwnCause>>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateSelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUnknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUnknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUnknownAuthority',
  CERT_HAS_EXPIRED: 'certificateExpired',
}

export function isChainCode(code: string): boolean {
  return code in CHAIN_CAUSES
}

/** Node says a code string here although the types say `Error`. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : 'UNTRUSTED'
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
