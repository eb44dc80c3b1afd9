import { WebSocket } from 'ws'

import {
  hubCallFrame,
  VISITOR_CALLS_PATH,
  VISITOR_CALLS_SUBPROTOCOL,
  type DeskCallFrame,
  type HubCallFrame,
} from '../../../shared/contract/visitor-calls'
import { SECRET } from '../../../hub/testing/test-hub'

export interface Door {
  readonly protocols?: readonly string[]
  readonly headers?: Record<string, string>
}

/** A desk's line of one call to a visitor's page: speaks the wire and keeps every frame. */
export class DeskCall {
  readonly frames: HubCallFrame[] = []
  closed: number | null = null
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(hubCallFrame.parse(JSON.parse(data.toString('utf8'))))
      this.wake()
    })
    socket.on('close', (code) => {
      this.closed = code
      this.wake()
    })
  }

  /** Rejects with the status where the hub lets nobody in. */
  static async open(url: string, { protocols, headers = {} }: Door = {}): Promise<DeskCall> {
    const address = url.replace('http', 'ws') + VISITOR_CALLS_PATH
    const socket = new WebSocket(address, [...(protocols ?? [VISITOR_CALLS_SUBPROTOCOL, SECRET])], { headers })
    const call = new DeskCall(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return call
  }

  send(frame: DeskCallFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  sendRaw(data: string | Buffer): void {
    this.socket.send(data)
  }

  break(): void {
    this.socket.terminate()
  }

  async heard(...types: HubCallFrame['type'][]): Promise<void> {
    await this.until(() => types.every((type, index) => this.frames[index]?.type === type))
  }

  async untilClosed(): Promise<number> {
    await this.until(() => this.closed !== null)
    return this.closed ?? 0
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve)
      })
    }
  }

  private wake(): void {
    for (const resume of this.waiting) resume()
    this.waiting.clear()
  }
}
