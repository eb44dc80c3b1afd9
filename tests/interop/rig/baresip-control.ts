import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { encodeNetstring, NetstringReader } from './netstring'

const messageSchema = z.union([
  z.object({ response: z.literal(true), ok: z.boolean(), data: z.string().default(''), token: z.string().optional() }),
  z.object({
    event: z.literal(true),
    type: z.string(),
    id: z.string().optional(),
    peeruri: z.string().optional(),
    param: z.string().optional(),
  }),
])

export interface BaresipEvent {
  readonly type: string
  readonly id?: string | undefined
  readonly peeruri?: string | undefined
  readonly param?: string | undefined
}

/** baresip's ctrl_tcp: commands out, answers and events in. */
export class BaresipControl {
  readonly events: BaresipEvent[] = []
  private readonly answers = new Map<string, (answer: { ok: boolean; data: string }) => void>()
  private readonly eventListeners = new Set<(event: BaresipEvent) => void>()
  private nextToken = 1

  static async open(port: number): Promise<BaresipControl> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new BaresipControl(socket)
  }

  private constructor(private readonly socket: Socket) {
    const reader = new NetstringReader()
    socket.on('data', (chunk: Buffer) => {
      for (const text of reader.push(chunk)) this.handle(text)
    })
    // baresip goes first when the rig stops.
    socket.on('error', () => {
      socket.destroy()
    })
  }

  async command(command: string, params?: string): Promise<string> {
    const token = String(this.nextToken++)
    const answer = new Promise<{ ok: boolean; data: string }>((resolve) => {
      this.answers.set(token, resolve)
    })
    this.socket.write(encodeNetstring(JSON.stringify({ command, token, ...(params !== undefined && { params }) })))
    const { ok, data } = await answer
    if (!ok) throw new Error(`baresip refused ${command}: ${data}`)
    return data
  }

  onEvent(listener: (event: BaresipEvent) => void): { dispose(): void } {
    this.eventListeners.add(listener)
    return {
      dispose: () => {
        this.eventListeners.delete(listener)
      },
    }
  }

  close(): void {
    this.socket.destroy()
  }

  private handle(text: string): void {
    const message = messageSchema.parse(JSON.parse(text))
    if ('response' in message) {
      const token = message.token ?? ''
      this.answers.get(token)?.(message)
      this.answers.delete(token)
      return
    }
    this.events.push(message)
    for (const listener of [...this.eventListeners]) listener(message)
  }
}
