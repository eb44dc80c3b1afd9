import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { WebSocket, WebSocketServer } from 'ws'

import { alternate, repeat } from './lib/alternating'
import { importRawSql } from './lib/raw-sql'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 6, perBlock: 20, warmUp: 20 }
/** The page gives a sign of typing far more seldom. */
const PAUSE_MS = 25

/**
 * A key pressed in the visitor's page → «печатает» at the desk's socket (spec M14: within 300 ms). The hub finds the
 * visitor, the conversation and the chat in between. Floor: a bare WebSocket server that hands a frame of the same
 * length from one socket to another.
 */
export async function measureTyping(): Promise<BenchResult> {
  importRawSql()
  const { makeSiteRig } = await import('../integration/site/rig')
  const rig = await makeSiteRig()
  const bare = await BareRelay.open()
  try {
    const visitor = await rig.visitor()
    const conversationId = randomUUID()
    await visitor.say('Начнём', conversationId)
    await rig.chat(conversationId)
    await rig.hub.hub.settled()
    const frame = { type: 'typing', conversationId } as const
    const { values, floors } = await alternate(PLAN, {
      value: (count) =>
        repeat(count, async () => {
          await pause()
          const before = rig.desk.frames.length
          const beginMs = performance.now()
          visitor.send(frame)
          await rig.desk.until(({ frames }) => frames.slice(before).some(({ type }) => type === 'typing'))
          return performance.now() - beginMs
        }),
      floor: (count) =>
        repeat(count, async () => {
          await pause()
          return bare.relayMs(JSON.stringify(frame))
        }),
    })
    return benchResult('typing', 'ms', values, floors)
  } finally {
    bare.close()
    await rig.stop()
  }
}

class BareRelay {
  private constructor(
    private readonly server: WebSocketServer,
    private readonly from: WebSocket,
    private readonly to: WebSocket,
  ) {}

  static async open(): Promise<BareRelay> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
    await once(server, 'listening')
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        for (const other of server.clients) if (other !== socket) other.send(data.toString('utf8'))
      })
    })
    const url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    const sockets = [new WebSocket(url), new WebSocket(url)] as const
    await Promise.all(sockets.map((socket) => once(socket, 'open')))
    return new BareRelay(server, ...sockets)
  }

  async relayMs(text: string): Promise<number> {
    const arrived = once(this.to, 'message')
    const beginMs = performance.now()
    this.from.send(text)
    await arrived
    return performance.now() - beginMs
  }

  close(): void {
    this.from.terminate()
    this.to.terminate()
    this.server.close()
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
}
