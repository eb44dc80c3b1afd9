import { request } from 'node:http'

import type { Clock } from '#shared/lib/clock'
import { err, ok } from '#shared/lib/result'
import type { PhoneWire } from './phone-wire'

/** A person waits before the screen; a phone on the same network that takes longer asks something on its display. */
const ANSWER_WITHIN_MS = 5_000
const MAX_BODY_BYTES = 65_536

/** `address`: an IPv4 address, perhaps with a port. */
export function createHttpWire(address: string, clock: Clock): PhoneWire {
  const [host = '', port = '80'] = address.split(':')
  return {
    get: (path, authorization) =>
      new Promise((resolve) => {
        let isConnected = false
        const fail = (): void => {
          patience.dispose()
          asked.destroy()
          resolve(err(isConnected ? 'noAnswer' : 'unreachable'))
        }
        const asked = request(
          { host, port: Number(port), path, agent: false, ...(authorization ? { headers: { authorization } } : {}) },
          (answer) => {
            let body = ''
            answer.setEncoding('utf8')
            answer.on('data', (part: string) => {
              body += part
              if (body.length > MAX_BODY_BYTES) fail()
            })
            answer.on('end', () => {
              patience.dispose()
              resolve(ok({ status: answer.statusCode ?? 0, body }))
            })
            answer.on('error', fail)
          },
        )
        const patience = clock.schedule(ANSWER_WITHIN_MS, fail)
        asked.on('socket', (socket) => {
          socket.on('connect', () => {
            isConnected = true
          })
        })
        asked.on('error', fail)
        asked.end()
      }),
  }
}
