import type { Page } from '@playwright/test'

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
