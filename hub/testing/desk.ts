import { randomUUID } from 'node:crypto'

import { WebSocket, type ClientOptions } from 'ws'

import { hubFrame, SYNC_PROTOCOL, type DeskFrame, type HubFrame } from '#shared/contract/sync'

import { SECRET } from './test-hub'

/** A desk as the hub sees it: says hello, keeps every frame, lets tests wait for one. */
export class TestDesk {
  readonly frames: HubFrame[] = []
  closed: { readonly code: number; readonly reason: string } | null = null
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(hubFrame.parse(JSON.parse(data.toString('utf8'))))
      this.wake()
    })
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.wake()
    })
  }

  static async open(url: string, secret = SECRET, options: ClientOptions = {}): Promise<TestDesk> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, ['otklik.sync', secret], options)
    const desk = new TestDesk(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return desk
  }

  send(frame: DeskFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  hello(cursor = 0, feedId: string | null = null, protocol: number = SYNC_PROTOCOL): void {
    this.send({ type: 'hello', protocol, cursor, feedId, deskId: randomUUID() })
  }

  sendRaw(text: string): void {
    this.socket.send(text)
  }

  async until<T>(find: (desk: TestDesk) => T | undefined | false | null): Promise<T> {
    for (;;) {
      const found = find(this)
      if (found) return found
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve)
      })
    }
  }

  caughtUp(): Promise<HubFrame> {
    return this.until((desk) => desk.frames.find((frame) => frame.type === 'changes' && frame.caughtUp))
  }

  get changes() {
    return this.frames.flatMap((frame) => (frame.type === 'changes' ? frame.changes : []))
  }

  get cursor(): number {
    return this.frames.reduce((cursor, frame) => (frame.type === 'changes' && !frame.ahead ? frame.upTo : cursor), 0)
  }

  close(): void {
    this.socket.close()
  }

  private wake(): void {
    for (const resume of this.waiting) resume()
    this.waiting.clear()
  }
}
