import type net from 'node:net'

import { WebSocket, type RawData } from 'ws'

import type { HubConnection } from '#shared/contract/ipc/hub'
import {
  hubCallFrame,
  VISITOR_CALLS_PATH,
  VISITOR_CALLS_SUBPROTOCOL,
  type DeskCallFrame,
  type HubCallFrame,
} from '#shared/contract/visitor-calls'
import { readJson } from '#shared/lib/read-json'
import type { ReachServer } from '../network/reach-server'

/** One connection to the hub's relay. Neither listener is called after `close`. */
export interface CallSocket {
  send(frame: DeskCallFrame): void
  close(): void
}

export interface CallSocketListener {
  readonly onOpen: () => void
  readonly onFrame: (frame: HubCallFrame) => void
  /** Once, also where it never opened; `why` is for the log. */
  readonly onLost: (why: string) => void
}

export type OpenCallSocket = (listener: CallSocketListener) => CallSocket

const HANDSHAKE_TIMEOUT_MS = 3_000
const MAX_FRAME_BYTES = 256 * 1024

/** Connects to the hub that runs now; a hub that is starting anew counts as a lost connection. */
export function callSocketOpener(connection: () => HubConnection, reach: ReachServer): OpenCallSocket {
  return (listener) => {
    const hub = connection()
    if (hub.kind !== 'ready') return absent(listener, `the hub is ${hub.kind}`)
    // `ws:` also over TLS: the stream is secured already, the library must not do it again.
    const url = `${hub.url.replace(/^https?/, 'ws')}${VISITOR_CALLS_PATH}`
    const socket = new WebSocket(url, [VISITOR_CALLS_SUBPROTOCOL, hub.secret], {
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      createConnection: laterFrom(() => reach(hub.url)),
    })
    let isOver = false
    const lose = (why: string) => {
      if (isOver) return
      isOver = true
      socket.terminate()
      listener.onLost(why)
    }
    socket.on('open', () => {
      if (!isOver) listener.onOpen()
    })
    socket.on('message', (data, isBinary) => {
      if (isOver) return
      const frame = isBinary ? null : parseFrame(data)
      if (frame) listener.onFrame(frame)
      else lose('a frame of the hub did not parse')
    })
    socket.on('error', (error) => {
      lose((error as NodeJS.ErrnoException).code ?? error.message)
    })
    socket.on('close', (code) => {
      lose(`closed with ${String(code)}`)
    })
    return {
      send(frame) {
        if (!isOver && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
      },
      close() {
        isOver = true
        if (socket.readyState === WebSocket.CONNECTING) socket.terminate()
        else socket.close(1000)
      },
    }
  }
}

/** Node's own way for a stream that is there later (`http.request`, `createConnection`); the types know only the other. */
function laterFrom(open: () => Promise<net.Socket>): typeof net.createConnection {
  const create = (_options: unknown, done: (error: Error | null, stream?: net.Socket) => void): void => {
    open().then(
      (stream) => {
        done(null, stream)
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)))
      },
    )
  }
  return create as unknown as typeof net.createConnection
}

function absent(listener: CallSocketListener, why: string): CallSocket {
  let isOver = false
  queueMicrotask(() => {
    if (!isOver) listener.onLost(why)
  })
  return {
    send: () => undefined,
    close: () => {
      isOver = true
    },
  }
}

function parseFrame(data: RawData): HubCallFrame | null {
  const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
  try {
    const parsed = hubCallFrame.safeParse(readJson(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
