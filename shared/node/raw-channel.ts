import net from 'node:net'

import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'

/** A firewall that swallows everything is not waited for any longer. */
export const STEP_WITHIN_MS = 5_000
/** Of an answer no more is needed, and a stream without an end must have one. */
const MAX_ANSWER_BYTES = 64 * 1024

export interface RawAnswer {
  readonly status: number
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** A TCP connection; the error is the system's code, or `TIMEOUT`. */
export function openChannel(host: string, port: number, clock: Clock): Promise<Result<net.Socket, string>> {
  return new Promise((done) => {
    const socket = net.connect({ host, port })
    const timer = clock.schedule(STEP_WITHIN_MS, () => {
      settle(err('TIMEOUT'))
    })
    const settle = (result: Result<net.Socket, string>): void => {
      timer.dispose()
      socket.removeAllListeners()
      // Whoever reads from it hears of its end there.
      socket.on('error', () => undefined)
      if (!result.ok) socket.destroy()
      done(result)
    }
    socket.once('connect', () => {
      settle(ok(socket))
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(err(error.code ?? error.name))
    })
  })
}

/** `head`: nothing after the headers is waited for (CONNECT, Upgrade). `null`: no answer in time, or none that is HTTP. */
export function askOver(
  socket: net.Socket,
  request: readonly string[],
  until: 'head' | 'end',
  clock: Clock,
): Promise<RawAnswer | null> {
  return new Promise((done) => {
    let bytes = Buffer.alloc(0)
    const settle = (answer: RawAnswer | null): void => {
      timer.dispose()
      socket.off('data', handleData)
      socket.off('close', handleEnd)
      done(answer)
    }
    const timer = clock.schedule(STEP_WITHIN_MS, () => {
      settle(until === 'end' ? readAnswer(bytes) : null)
    })
    const handleData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk])
      const answer = readAnswer(bytes)
      if (answer && (until === 'head' || isWhole(answer) || bytes.length > MAX_ANSWER_BYTES)) settle(answer)
      else if (!answer && bytes.length > MAX_ANSWER_BYTES) settle(null)
    }
    const handleEnd = (): void => {
      settle(readAnswer(bytes))
    }
    socket.on('data', handleData)
    socket.on('close', handleEnd)
    socket.write([...request, '', ''].join('\r\n'))
  })
}

function isWhole({ headers, body }: RawAnswer): boolean {
  const length = headers.get('content-length')
  return length !== undefined && Buffer.byteLength(body) >= Number(length)
}

function readAnswer(bytes: Buffer): RawAnswer | null {
  const text = bytes.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]
  if (end < 0 || status === undefined) return null
  const headers = new Map<string, string>()
  for (const line of text.slice(0, end).split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    // A proxy that takes several kinds of login says each in a line of its own.
    const before = name === 'proxy-authenticate' ? headers.get(name) : undefined
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return { status: Number(status), headers, body: text.slice(end + 4) }
}
