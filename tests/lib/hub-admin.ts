import { randomUUID } from 'node:crypto'

import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'

import { hubFrame, SYNC_PROTOCOL } from '../../shared/contract/sync'
import type { Chat } from '../../shared/domain/chat'

interface HubAddress {
  readonly url: string
  readonly secret: string
}

/** The embedded hub's REST as an administrator's program would use it. */
export class HubAdmin {
  private constructor(private readonly hub: HubAddress) {}

  static async of(deskWindow: Page): Promise<HubAdmin> {
    const connection = await deskWindow.evaluate(async () => {
      const reply = await window.otklik.invoke('hub:get-connection', null)
      return reply.ok ? (reply.value as { kind: string } & HubAddress) : null
    })
    if (connection?.kind !== 'ready') throw new Error('The hub is not ready')
    return new HubAdmin(connection)
  }

  async get<T>(path: string): Promise<T> {
    return (await this.ask('GET', path)).json() as Promise<T>
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return (await this.ask('POST', path, body)).json() as Promise<T>
  }

  get url(): string {
    return this.hub.url
  }

  async put(path: string, body: unknown): Promise<void> {
    await this.ask('PUT', path, body)
  }

  /** As a desk is told of it. */
  async chatOf(clientName: string): Promise<Chat> {
    const socket = new WebSocket(`${this.hub.url.replace('http', 'ws')}/sync`, ['otklik.sync', this.hub.secret])
    const found = new Promise<Chat>((resolve, reject) => {
      socket.once('error', reject)
      socket.on('message', (data: Buffer) => {
        const frame = hubFrame.parse(JSON.parse(data.toString('utf8')))
        if (frame.type !== 'changes') return
        for (const { entity, row } of frame.changes)
          if (entity === 'chat' && row?.clientName === clientName) resolve(row)
      })
    })
    socket.once('open', () => {
      const deskId = randomUUID()
      socket.send(JSON.stringify({ type: 'hello', protocol: SYNC_PROTOCOL, cursor: 0, feedId: null, deskId }))
    })
    const chat = await found
    socket.close()
    return chat
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const reply = await fetch(this.hub.url + path, {
      method,
      headers: { authorization: `Bearer ${this.hub.secret}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path} was answered ${String(reply.status)}: ${await reply.text()}`)
    return reply
  }
}
