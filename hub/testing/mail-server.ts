import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'

import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

import type { MailServer } from '../mail/send-letter'

const TLS_FOLDER = join(import.meta.dirname, '../../tests/fixtures/tls')
const pem = (name: string) => readFileSync(join(TLS_FOLDER, name), 'utf8')
export const TEST_TRUST = { ca: pem('cert.pem'), servername: 'pbx.test' }
export const PASSWORD = 'верный пароль'

export interface TakenLetter {
  readonly from: string
  readonly to: readonly string[]
  readonly source: string
}

export interface TestMailServer {
  readonly server: MailServer
  /** What it has taken, the oldest first. */
  readonly letters: readonly TakenLetter[]
  /** How often somebody connected. */
  readonly visits: number
  /** Breaks every connection. */
  hangUp(): void
  close(): Promise<void>
}

/** How the server refuses: an answer with this code. */
export function refusal(responseCode: number, message = 'no'): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A mail server on loopback that keeps what it takes. */
export async function startMailServer(
  patch: Partial<MailServer> = {},
  options: SMTPServerOptions = {},
): Promise<TestMailServer> {
  const letters: TakenLetter[] = []
  let visits = 0
  const sockets = new Set<Socket>()
  const security = patch.security ?? 'none'
  const smtp = new SMTPServer({
    secure: security === 'tls',
    key: pem('key.pem'),
    cert: TEST_TRUST.ca,
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    closeTimeout: 50,
    disabledCommands: security === 'startTls' ? [] : ['STARTTLS'],
    onConnect: (_session, done) => {
      visits += 1
      done()
    },
    onAuth: ({ password }, _session, done) => {
      if (password === PASSWORD) done(null, { user: 'otklik' })
      else done(refusal(535, 'wrong password'))
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        letters.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  // A client that breaks off is what some tests are about.
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    smtp.listen(0, '127.0.0.1', resolve)
  })
  smtp.server.on('connection', (socket: Socket) => sockets.add(socket))
  const address = smtp.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.')
  return {
    letters,
    get visits() {
      return visits
    },
    server: {
      host: '127.0.0.1',
      port: address.port,
      security,
      user: '',
      password: '',
      senderAddress: 'chat@romashka.ru',
      senderName: 'Ромашка',
      ...patch,
    },
    hangUp() {
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        smtp.close(() => {
          resolve()
        })
      }),
  }
}

/** Takes every connection and never says a word. */
export async function silentServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // A client that hangs up is what this server is for.
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => {
          resolve()
        })
      }),
  }
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await silentServer()
  await server.close()
  return server.port
}

/** The letter as a mail program shows it: headers on one line each, parts decoded. */
export function readLetter(source: string): {
  readonly headers: readonly string[]
  readonly text: string
  readonly html: string
} {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  // With a file the two forms of the text are a part of their own, within the whole.
  const boundaries = [...source.matchAll(/boundary="([^"]+)"/g)].map(([, name = '']) => `--${name}`)
  const inner = boundaries.at(-1) ?? ''
  const parts = rest.join('\r\n\r\n').split(inner)
  const part = (type: string) => {
    const found = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? ''
    const [partHead = '', ...body] = found.split('\r\n\r\n')
    return decode(body.join('\r\n\r\n'), /Content-Transfer-Encoding: (\S+)/.exec(partHead)?.[1] ?? '')
  }
  return { headers: headers.map(decodeWords), text: part('text/plain'), html: part('text/html') }
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => `%${hex}`)
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'))
}

function decodeWords(header: string): string {
  return header
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, way: string, body: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(body, 'base64').toString('utf8')
        : decode(body.replace(/_/g, ' '), 'quoted-printable'),
    )
}
