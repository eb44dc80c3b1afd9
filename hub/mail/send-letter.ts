import net from 'node:net'
import tls from 'node:tls'

import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'

import type { MailLayer, MailSettings } from '#shared/domain/mail'
import { plainName } from '#shared/domain/site-chat'

import type { ThroughProxy } from '../network/through-proxy'
import { NoWayError } from '../network/no-way-error'
import type { Letter } from './letter'

const PATIENCE_MS = 12_000
const MAX_DETAIL = 300

export interface MailServer extends MailSettings {
  readonly password: string
  /** Whom to trust instead of the authorities that the system knows. */
  readonly trust?: { readonly ca: string; readonly servername: string }
}

export type SendOutcome =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'failed'
      readonly layer: MailLayer
      /** The server's own words; they may name people and belong into no log. */
      readonly detail: string
      readonly code: number | null
      /** The server has certainly not taken it, and may do so later. */
      readonly isWorthAgain: boolean
    }

export type SendLetter = (server: MailServer, letter: Letter, signal: AbortSignal) => Promise<SendOutcome>

type Failure = Extract<SendOutcome, { kind: 'failed' }>
interface SmtpError extends Error {
  readonly code?: string | undefined
  readonly command?: string | undefined
  readonly response?: string | undefined
  readonly responseCode?: number | undefined
}

/** Makes what sends one letter over one connection. Every step is ours, so that it is known how far the letter came. */
export function letterSender(throughProxy: ThroughProxy): SendLetter {
  return async (server, letter, signal) => {
    const bytes = await compose(server, letter)
    const opened = await reach(server, throughProxy, signal)
    return opened instanceof Error
      ? failure(isNameError(opened) ? 'dns' : 'connection', opened)
      : hand(server, opened, letter.to, bytes, signal)
  }
}

async function hand(
  server: MailServer,
  opened: net.Socket,
  to: string,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const secured = server.security === 'tls' ? await encrypt(server, opened, signal) : opened
  if (secured instanceof Error) return failure('tls', secured)
  return converse(server, secured, to, bytes, signal)
}

/** A mail server mostly stands in the company's own network, and few proxies let mail through: theirs is the second way. */
async function reach(
  server: MailServer,
  throughProxy: ThroughProxy,
  signal: AbortSignal,
): Promise<net.Socket | SmtpError> {
  const direct = await open(server, signal)
  if (!(direct instanceof Error) || signal.aborted) return direct
  try {
    return (await throughProxy(server.host, server.port)) ?? direct
  } catch (error) {
    if (!(error instanceof NoWayError)) throw error
    return new Error(`${direct.message}; ${error.message}`)
  }
}

function compose(server: MailServer, { to, subject, text, html, files = [] }: Letter): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: plainName(server.senderName), address: server.senderAddress },
    to: { name: '', address: to },
    subject,
    text,
    html,
    attachments: files.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}

function open({ host, port }: MailServer, signal: AbortSignal): Promise<net.Socket | Error> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port })
    const failed = (error: Error) => {
      socket.destroy()
      resolve(error)
    }
    const abort = () => {
      failed(new Error('stopped'))
    }
    signal.addEventListener('abort', abort, { once: true })
    socket.on('error', failed)
    socket.setTimeout(PATIENCE_MS, () => {
      failed(new Error('no answer'))
    })
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      socket.removeListener('error', failed)
      signal.removeEventListener('abort', abort)
      resolve(socket)
    })
    if (signal.aborted) abort()
  })
}

/** Only ever the encrypted line is torn down: Node crashes where the plain one goes from under a handshake. */
function encrypt(server: MailServer, socket: net.Socket, signal: AbortSignal): Promise<tls.TLSSocket | Error> {
  return new Promise((resolve) => {
    const secured = tls.connect({ socket, ...tlsOptions(server) })
    const failed = (error: Error) => {
      secured.destroy()
      resolve(error)
    }
    const abort = () => {
      failed(new Error('stopped'))
    }
    signal.addEventListener('abort', abort, { once: true })
    secured.on('error', failed)
    secured.once('close', () => {
      failed(new Error('the server hung up'))
    })
    secured.setTimeout(PATIENCE_MS, () => {
      failed(new Error('no answer'))
    })
    secured.once('secureConnect', () => {
      secured.setTimeout(0)
      secured.removeAllListeners('timeout')
      secured.removeListener('error', failed)
      signal.removeEventListener('abort', abort)
      resolve(secured)
    })
    if (signal.aborted) abort()
  })
}

function tlsOptions({ host, trust }: MailServer): tls.ConnectionOptions {
  return {
    ...(net.isIP(host) === 0 ? { servername: host } : { host }),
    ...trust,
    minVersion: 'TLSv1.2',
  }
}

function converse(
  server: MailServer,
  socket: net.Socket,
  to: string,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { host, port, security, user, password, senderAddress } = server
  const connection = new SMTPConnection({
    host,
    port,
    connection: socket,
    secure: security === 'tls',
    secured: security === 'tls',
    requireTLS: security === 'startTls',
    ignoreTLS: security !== 'startTls',
    tls: tlsOptions(server),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  let step: 'greeting' | 'login' | 'letter' = 'greeting'
  return new Promise((resolve) => {
    const abort = () => {
      connection.close()
    }
    const end = (outcome: SendOutcome) => {
      signal.removeEventListener('abort', abort)
      // Closing tells that the line has ended: the first word is the one that counts.
      resolve(outcome)
      if (outcome.kind === 'sent') connection.quit()
      else connection.close()
    }
    const failed = (error: SmtpError) => {
      end(explain(error, step, security))
    }
    signal.addEventListener('abort', abort, { once: true })
    connection.on('error', failed)
    // A server that hangs up before its greeting is told by this alone.
    connection.once('end', () => {
      failed(new Error('the server hung up'))
    })
    const hand = () => {
      step = 'letter'
      connection.send({ from: senderAddress, to: [to], size: bytes.length }, bytes, (error) => {
        if (error) failed(error)
        else end({ kind: 'sent' })
      })
    }
    connection.connect(() => {
      if (user === '') {
        hand()
        return
      }
      step = 'login'
      connection.login({ credentials: { user, pass: password } }, (error) => {
        if (error) failed(error)
        else hand()
      })
    })
    if (signal.aborted) abort()
  })
}

function explain(error: SmtpError, step: 'greeting' | 'login' | 'letter', security: MailSettings['security']): Failure {
  const { code, command, responseCode } = error
  if (step === 'greeting') {
    const isTls = security === 'startTls' && (code === 'ETLS' || (code === 'ESOCKET' && responseCode === undefined))
    return failure(isTls ? 'tls' : 'connection', error)
  }
  if (step === 'login') return failure(code === 'EAUTH' ? 'login' : 'connection', error)
  if (command === 'MAIL FROM' || (code === 'EENVELOPE' && command === 'API')) return failure('sender', error)
  if (command === 'RCPT TO') return { ...failure('recipient', error), isWorthAgain: isForNow(responseCode) }
  // Refused before a word of the letter was said, for now.
  if (code === 'EENVELOPE' && isForNow(responseCode)) return failure('connection', error)
  return { ...failure(responseCode === undefined ? 'lost' : 'message', error), isWorthAgain: false }
}

function failure(layer: MailLayer, error: SmtpError): Failure {
  const code = error.responseCode ?? null
  const detail = plainName(error.response ?? error.message).slice(0, MAX_DETAIL)
  return { kind: 'failed', layer, detail, code, isWorthAgain: true }
}

function isForNow(code: number | undefined): boolean {
  return code !== undefined && code >= 400 && code < 500
}

function isNameError(error: SmtpError): boolean {
  return error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN' || error.code === 'ENODATA'
}
