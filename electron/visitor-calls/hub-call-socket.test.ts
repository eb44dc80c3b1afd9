import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { HubCallFrame } from '#shared/contract/visitor-calls'
import type { CallId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { serverReacher } from '../network/reach-server'
import { callSocketOpener, type CallSocket } from './hub-call-socket'

const CALL = '01890000-0000-7000-8000-000000000001' as CallId
const reach = serverReacher(async () => ({ kind: 'direct' }), systemClock)

let server: WebSocketServer
let offered: string[]
let paths: (string | undefined)[]
let desk: Promise<WebSocket>
let connection: HubConnection

beforeEach(async () => {
  offered = []
  paths = []
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (protocols) => {
      offered = [...protocols]
      return offered[0] ?? false
    },
  })
  await new Promise((resolve) => server.once('listening', resolve))
  desk = new Promise((resolve) => {
    server.once('connection', (socket, request) => {
      paths.push(request.url)
      resolve(socket)
    })
  })
  const { port } = server.address() as AddressInfo
  connection = {
    kind: 'ready',
    url: `http://127.0.0.1:${String(port)}`,
    secret: 'of-this-launch',
    databaseSetAside: null,
  }
})

afterEach(async () => {
  for (const socket of server.clients) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
})

interface Opened {
  readonly socket: CallSocket
  readonly frames: HubCallFrame[]
  readonly opened: Promise<void>
  readonly heard: Promise<void>
  readonly lost: Promise<string>
}

function open(): Opened {
  const frames: HubCallFrame[] = []
  const opened = later<void>()
  const heard = later<void>()
  const lost = later<string>()
  const socket = callSocketOpener(
    () => connection,
    reach,
  )({
    onOpen: opened.resolve,
    onFrame: (frame) => {
      frames.push(frame)
      heard.resolve()
    },
    onLost: lost.resolve,
  })
  return { socket, frames, opened: opened.promise, heard: heard.promise, lost: lost.promise }
}

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('[K6] the socket of a call to the hub', () => {
  it('knocks at its own door with the secret of this launch, and speaks frames', async () => {
    const { socket, frames, opened, heard } = open()
    await opened
    expect([paths, offered]).toEqual([['/api/visitor-calls'], ['otklik.visitor-calls', 'of-this-launch']])
    const hub = await desk
    const said = new Promise((resolve) =>
      hub.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))),
    )
    socket.send({ type: 'resume', callId: CALL })
    expect(await said).toEqual({ type: 'resume', callId: CALL })
    hub.send(JSON.stringify({ type: 'refused', reason: 'unknownCall' }))
    await heard
    expect(frames).toEqual([{ type: 'refused', reason: 'unknownCall' }])
    socket.close()
  })

  it('delivers the last word before it closes', async () => {
    const { socket, opened } = open()
    await opened
    const hub = await desk
    const said = new Promise((resolve) => hub.once('message', (data: Buffer) => resolve(data.toString('utf8'))))
    socket.send({ type: 'hangUp' })
    socket.close()
    expect(await said).toBe('{"type":"hangUp"}')
  })

  it.each<[string, string | Buffer]>([
    ['no JSON', 'ring'],
    ['no frame of the contract', '{"type":"dance"}'],
    ['binary', Buffer.from([1, 2])],
  ])('is given up over what is %s', async (_what, text) => {
    const { lost, frames } = open()
    const hub = await desk
    hub.send(text)
    expect(await lost).toBe('a frame of the hub did not parse')
    expect(frames).toEqual([])
  })

  it('says that a hub is starting anew instead of waiting for it', async () => {
    connection = { kind: 'starting' }
    expect(await open().lost).toBe('the hub is starting')
  })

  it('says that nobody listens', async () => {
    await new Promise((resolve) => server.close(resolve))
    expect(await open().lost).toBe('ECONNREFUSED')
  })
})
