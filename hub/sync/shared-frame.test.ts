import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

import { SharedFrame } from './shared-frame'

const LENGTHS = [0, 1, 125, 126, 1_399, 1_400, 65_535, 65_536, 300_000]
const DEFLATE = { serverNoContextTakeover: true, threshold: Number.MAX_SAFE_INTEGER }
const servers: WebSocketServer[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** What another implementation makes of frames that are written to the line beside its server's own. */
async function received(write: (line: Duplex, frame: SharedFrame) => void): Promise<readonly string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: DEFLATE })
  servers.push(server)
  server.on('connection', (socket, { socket: line }) => {
    for (const length of LENGTHS) {
      socket.send('between')
      write(line, new SharedFrame(textOf(length)))
    }
    socket.close()
  })
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
  const texts: string[] = []
  client.on('message', (data: Buffer) => texts.push(data.toString('utf8')))
  await once(client, 'close')
  return texts
}

function textOf(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => 97 + ((index * index) % 26)))
}

const expected = LENGTHS.flatMap((length) => ['between', textOf(length).toString('utf8')])

describe('a frame that many lines are given', () => {
  it('is a whole message of text, whatever its length', async () => {
    expect(
      await received((line, frame) => {
        line.write(frame.plain)
      }),
    ).toEqual(expected)
  })

  it('is the same message deflated, and smaller', async () => {
    expect(
      await received((line, frame) => {
        line.write(frame.deflated)
      }),
    ).toEqual(expected)
    const frame = new SharedFrame(textOf(300_000))
    expect(frame.deflated.length).toBeLessThan(frame.plain.length / 4)
    expect(frame.deflated).toBe(frame.deflated)
  })
})
