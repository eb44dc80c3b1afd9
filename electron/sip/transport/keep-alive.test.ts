import type { Socket } from 'node:net'

import { WebSocketServer } from 'ws'
import { afterEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { tcpServer, type TinyServer } from '../testing/tiny-servers'
import type { Flow } from './flow'
import { openFlow } from './open-flow'
import type { TransportFailure } from './transport-failure'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open(
  clock: ManualClock,
  transport: 'tcp' | 'ws',
  port: number,
): Promise<{ flow: Flow; lost: Promise<TransportFailure> }> {
  const opened = await openFlow(
    {
      transport,
      host: '127.0.0.1',
      port,
      outboundProxy: null,
      webSocketPath: '/',
      pinnedFingerprint: null,
      authorityPem: null,
      user: 'agent',
      domain: 'pbx.test',
    },
    { clock, userAgent: 'Otklik/test' },
  )
  if (!opened.ok) throw new Error(opened.error.reason)
  const flow = opened.value
  closers.push(() => {
    flow.close()
    clock.advance(1_000)
  })
  const lost = new Promise<TransportFailure>((resolve) => {
    flow.onLost = resolve
  })
  return { flow, lost }
}

/** A TCP server whose bytes the test sees and answers. */
async function tcpPeer(): Promise<{
  server: TinyServer
  socket: Promise<Socket>
  heard: (text: string) => Promise<void>
}> {
  let received = ''
  let look: () => void = () => undefined
  let give: (socket: Socket) => void = () => undefined
  const socket = new Promise<Socket>((resolve) => {
    give = resolve
  })
  const server = await tcpServer((connection) => {
    give(connection)
    connection.on('data', (chunk: Buffer) => {
      received += chunk.toString()
      look()
    })
  })
  closers.push(() => server.close())
  return {
    server,
    socket,
    heard: (text) =>
      new Promise((resolve) => {
        look = () => {
          if (!received.includes(text)) return
          received = ''
          resolve()
        }
        look()
      }),
  }
}

describe('[K17] keep-alive over TCP (RFC 5626)', () => {
  it('pings, and takes a silent server that has answered before for dead', async () => {
    const clock = new ManualClock()
    const peer = await tcpPeer()
    const { lost } = await open(clock, 'tcp', peer.server.port)
    const socket = await peer.socket
    clock.advance(30_000)
    await peer.heard('\r\n\r\n')
    socket.write('\r\nOPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n')
    await untilQuiet(socket)
    clock.advance(30_000)
    await peer.heard('\r\n\r\n')
    clock.advance(10_000)
    expect(await lost).toEqual({ layer: 'sip', reason: 'connectionLost', detail: 'no answer to keep-alive' })
  })

  it('keeps a server that never answers pings', async () => {
    const clock = new ManualClock()
    const peer = await tcpPeer()
    const { flow } = await open(clock, 'tcp', peer.server.port)
    let isLost = false
    flow.onLost = () => {
      isLost = true
    }
    clock.advance(30_000)
    await peer.heard('\r\n\r\n')
    clock.advance(29_000)
    expect(isLost).toBe(false)
  })

  it('answers the server’s ping', async () => {
    const clock = new ManualClock()
    const peer = await tcpPeer()
    await open(clock, 'tcp', peer.server.port)
    ;(await peer.socket).write('\r\n\r\n')
    await peer.heard('\r\n')
  })
})

describe('[K17] keep-alive over a WebSocket', () => {
  it('takes a server whose pong is missing for dead', async () => {
    const clock = new ManualClock()
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip', autoPong: false })
    closers.push(() => {
      for (const client of server.clients) client.terminate()
      server.close()
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const pinged = new Promise((resolve) => {
      server.once('connection', (socket) => {
        socket.once('ping', resolve)
      })
    })
    const { lost } = await open(clock, 'ws', address.port)
    clock.advance(25_000)
    await pinged
    clock.advance(10_000)
    expect(await lost).toEqual({ layer: 'sip', reason: 'connectionLost', detail: 'no answer to keep-alive' })
  })
})

/** The phone has read what was written once it answers a ping that came after it. */
function untilQuiet(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('data', () => {
      resolve()
    })
    socket.write('\r\n\r\n')
  })
}
