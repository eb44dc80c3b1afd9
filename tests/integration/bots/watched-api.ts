import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Passing {
  readonly method: string
  readonly path: string
}

const OF_THE_CONNECTION = ['host', 'connection', 'transfer-encoding', 'content-length']

/** Stands between the hub and the platform, and tells of every request at the instants at which a hub may die. */
export class WatchedApi {
  /** A request has come, the platform knows nothing of it. `false`: it never will, and the connection breaks. */
  onCome: (passing: Passing) => boolean = () => true
  /** The platform has done it, the hub has not heard. */
  onTaken: (passing: Passing) => void = () => undefined
  /** The answer has left for the hub. */
  onAnswered: (passing: Passing) => void = () => undefined
  private readonly server = createServer((request, response) => void this.pass(request, response))

  private constructor(private readonly behind: string) {}

  static async open(behind: string): Promise<WatchedApi> {
    const api = new WatchedApi(behind)
    await new Promise<void>((resolve) => {
      api.server.listen(0, '127.0.0.1', resolve)
    })
    return api
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`
  }

  watchNothing(): void {
    this.onCome = () => true
    this.onTaken = () => undefined
    this.onAnswered = () => undefined
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const passing = { method: request.method ?? '', path: request.url ?? '' }
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      // The hub died in the middle of its own words: nobody has heard them.
      return
    }
    if (!this.onCome(passing)) {
      response.destroy()
      return
    }
    const { status, headers, body } = await this.ask(request, Buffer.concat(chunks))
    this.onTaken(passing)
    response.writeHead(status, headers).end(body, () => {
      this.onAnswered(passing)
    })
  }

  private ask({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    const passed = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name))
    return new Promise((resolve, reject) => {
      const options = {
        method,
        headers: { ...Object.fromEntries(passed), 'content-length': body.length },
        agent: false,
      }
      const asked = send(new URL(url ?? '/', this.behind), options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? 'application/json'
          resolve({
            status: answer.statusCode ?? 502,
            headers: { 'content-type': type },
            body: Buffer.concat(chunks),
          })
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }
}

/** A text of ours is on its way to the client. */
export function isSending({ method, path }: Passing): boolean {
  return method === 'POST' && path.endsWith('/messages')
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}
