import net from 'node:net'
import tls from 'node:tls'

import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import type { TransportFailure } from './transport-failure'

export interface TlsTarget {
  readonly host: string
  readonly pinnedFingerprint: string | null
}

interface Secured {
  readonly socket: tls.TLSSocket
  readonly detail: string
}

const HANDSHAKE_TIMEOUT_MS = 5_000

/** The certificate is judged before a single byte of SIP is sent: trusted by the system, or the pinned one. */
export function startTls(
  plain: net.Socket,
  target: TlsTarget,
  clock: Clock,
): Promise<Result<Secured, TransportFailure>> {
  const host = target.host.replace(/^\[(.*)\]$/, '$1')
  return new Promise((done) => {
    const socket = tls.connect({
      socket: plain,
      // Judged below, so that the refusal can name issuer and fingerprint.
      rejectUnauthorized: false,
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
      const certificate = socket.getPeerCertificate()
      const problem = judge(socket, host, certificate, target.pinnedFingerprint)
      if (problem !== null) {
        fail({ reason: 'certificateRefused', detail: problem })
        return
      }
      timer.dispose()
      socket.removeAllListeners('error')
      socket.removeAllListeners('close')
      done(ok({ socket, detail: socket.getProtocol() ?? 'TLS' }))
    })
  })
}

function judge(
  socket: tls.TLSSocket,
  host: string,
  certificate: tls.PeerCertificate,
  pinned: string | null,
): string | null {
  const fingerprint = certificate.fingerprint256
  if (pinned !== null && normalise(pinned) === normalise(fingerprint)) return null
  const mismatch = socket.authorized ? tls.checkServerIdentity(host, certificate) : undefined
  if (socket.authorized && mismatch === undefined) return null
  const cause = mismatch ? 'HOSTNAME_MISMATCH' : errorText(socket.authorizationError)
  const issuer = [certificate.issuer.O, certificate.issuer.CN].flat().filter(Boolean).join(', ')
  return `${cause}; issuer: ${issuer === '' ? '–' : issuer}; SHA-256: ${fingerprint}`
}

/** Node says a code string here although the types say `Error`. */
function errorText(error: unknown): string {
  if (error instanceof Error) return error.message
  return typeof error === 'string' ? error : 'UNTRUSTED'
}

function normalise(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase()
}
