import { request } from 'node:http'
import { connect, type Socket } from 'node:net'

import type { DeskPhoneConfig } from '#shared/contract/ipc/desk-phone'
import type { Clock } from '#shared/lib/clock'
import { err, ok, type Result } from '#shared/lib/result'
import { startTls } from '../sip/transport/start-tls'
import type { PhoneAnswer, PhoneWire, WireFailure } from './phone-wire'

/** A person waits before the screen; a phone on the same network that takes longer asks something on its display. */
const ANSWER_WITHIN_MS = 5_000
const MAX_BODY_BYTES = 65_536

export type PhonePlace = Pick<DeskPhoneConfig, 'address' | 'isSecure' | 'fingerprint'>

/** Its address may name a port. By HTTPS the certificate is judged before a word is said: the first one has the password. */
export function createHttpWire({ address, isSecure, fingerprint }: PhonePlace, clock: Clock): PhoneWire {
  const [host = '', port = isSecure ? '443' : '80'] = address.split(':')
  let refused: string | null = null
  const open = async (): Promise<Result<Socket, WireFailure>> => {
    const plain = await openSocket(host, Number(port), clock)
    if (!plain) return err('unreachable')
    if (!isSecure) return ok(plain)
    const secured = await startTls(plain, { host, pinnedFingerprint: fingerprint, authorityPem: null }, clock)
    if (secured.ok) return ok(secured.value.socket)
    refused = /SHA-256: ([0-9A-F:]+)/.exec(secured.error.detail ?? '')?.[1] ?? null
    return err(refused === null ? 'unreachable' : 'untrusted')
  }
  return {
    refusedFingerprint: () => refused,
    async get(path, authorization) {
      const socket = await open()
      return socket.ok ? ask(socket.value, { host, path, authorization }, clock) : socket
    },
  }
}

/** `null`: nothing listens there. */
function openSocket(host: string, port: number, clock: Clock): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    const end = (opened: Socket | null): void => {
      patience.dispose()
      socket.off('error', fail)
      if (!opened) socket.on('error', () => undefined).destroy()
      resolve(opened)
    }
    const fail = (): void => {
      end(null)
    }
    const patience = clock.schedule(ANSWER_WITHIN_MS, fail)
    socket.once('error', fail)
    socket.once('connect', () => {
      end(socket)
    })
  })
}

interface Question {
  readonly host: string
  readonly path: string
  readonly authorization: string | null
}

function ask(
  socket: Socket,
  { host, path, authorization }: Question,
  clock: Clock,
): Promise<Result<PhoneAnswer, WireFailure>> {
  return new Promise((resolve) => {
    const fail = (): void => {
      patience.dispose()
      asked.destroy()
      socket.destroy()
      resolve(err('noAnswer'))
    }
    const headers = { connection: 'close', ...(authorization === null ? {} : { authorization }) }
    const asked = request({ host, path, headers, createConnection: () => socket }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        body += part
        if (body.length > MAX_BODY_BYTES) fail()
      })
      answer.on('end', () => {
        patience.dispose()
        socket.destroy()
        resolve(ok({ status: answer.statusCode ?? 0, body }))
      })
      answer.on('error', fail)
    })
    const patience = clock.schedule(ANSWER_WITHIN_MS, fail)
    asked.on('error', fail)
    asked.end()
  })
}
