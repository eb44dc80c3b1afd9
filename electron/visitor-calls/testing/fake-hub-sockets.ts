import type { DeskCallFrame, HubCallFrame } from '#shared/contract/visitor-calls'
import { systemClock } from '#shared/lib/clock'
import type { CallSocketListener, OpenCallSocket } from '../hub-call-socket'

interface FakeSocket {
  readonly listener: CallSocketListener
  readonly heard: DeskCallFrame[]
  state: 'connecting' | 'open' | 'over'
}

const LIMIT_MS = 4_000

/** A hub's relay that speaks only when told. */
export class FakeHubSockets {
  readonly sockets: FakeSocket[] = []
  private readonly watchers = new Set<() => void>()

  readonly open: OpenCallSocket = (listener) => {
    const socket: FakeSocket = { listener, heard: [], state: 'connecting' }
    this.sockets.push(socket)
    this.wake()
    return {
      send: (frame) => {
        if (socket.state !== 'open') return
        socket.heard.push(frame)
        this.wake()
      },
      close: () => {
        socket.state = 'over'
      },
    }
  }

  /** Resolves when the condition holds; looked at with every socket and every frame of the desk. */
  until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const limit = systemClock.schedule(LIMIT_MS, () => {
        this.watchers.delete(look)
        reject(new Error(`Waited in vain for: ${what}. Heard: ${JSON.stringify(this.sockets.at(-1)?.heard ?? null)}`))
      })
      const look = () => {
        if (!condition()) return
        this.watchers.delete(look)
        limit.dispose()
        resolve()
      }
      this.watchers.add(look)
    })
  }

  untilOffers(count: number): Promise<void> {
    return this.until(
      `${String(count)} offers`,
      () => this.heard.filter(({ type }) => type === 'offer').length === count,
    )
  }

  /** On the newest socket. */
  get heard(): readonly DeskCallFrame[] {
    return this.newest().heard
  }

  get openCount(): number {
    return this.sockets.filter(({ state }) => state === 'open').length
  }

  get isConnecting(): boolean {
    return this.sockets.at(-1)?.state === 'connecting'
  }

  accept(): void {
    const socket = this.newest()
    if (socket.state !== 'connecting')
      throw new Error(`Expected a socket that connects, got one that is ${socket.state}.`)
    socket.state = 'open'
    socket.listener.onOpen()
  }

  refuse(): void {
    this.lose('connecting', 'ECONNREFUSED')
  }

  drop(): void {
    this.lose('open', 'closed with 1006')
  }

  say(frame: HubCallFrame): void {
    const socket = this.newest()
    if (socket.state === 'open') socket.listener.onFrame(frame)
  }

  pong(): void {
    const ping = this.heard.findLast((frame) => frame.type === 'ping')
    if (ping?.type === 'ping') this.say({ type: 'pong', nonce: ping.nonce })
  }

  private lose(from: 'connecting' | 'open', why: string): void {
    const socket = this.newest()
    if (socket.state !== from) throw new Error(`Expected a socket that is ${from}, got one that is ${socket.state}.`)
    socket.state = 'over'
    socket.listener.onLost(why)
  }

  private wake(): void {
    for (const look of [...this.watchers]) look()
  }

  private newest(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('Nobody has connected yet.')
    return socket
  }
}
