/** Where the hub listens and what it must be told. Of the hub of this computer both are new at each launch. */
export interface HubAddress {
  /** `http://127.0.0.1:port`, or the origin of a team's hub. */
  readonly url: string
  /** Of the launch, or the token of the session. */
  readonly secret: string
}

export interface HubSocket {
  send(text: string): void
  close(): void
}

export interface HubSocketEvents {
  readonly opened: () => void
  readonly received: (text: string) => void
  /** Once, for a socket that could not be opened as well. */
  readonly closed: (code: number) => void
}

export type OpenSocket = (address: HubAddress, events: HubSocketEvents) => HubSocket

/** The secret travels as a subprotocol, never in the address (shared/contract/sync.ts). */
const SUBPROTOCOL = 'otklik.sync'
const NORMAL_CLOSURE = 1000

export function openWebSocket({ url, secret }: HubAddress, events: HubSocketEvents): HubSocket {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync`, [SUBPROTOCOL, secret])
  socket.onopen = () => {
    events.opened()
  }
  socket.onmessage = (event: MessageEvent<unknown>) => {
    events.received(typeof event.data === 'string' ? event.data : '')
  }
  socket.onclose = (event) => {
    events.closed(event.code)
  }
  return {
    send: (text) => {
      socket.send(text)
    },
    close: () => {
      socket.close(NORMAL_CLOSURE)
    },
  }
}
