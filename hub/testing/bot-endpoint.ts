import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { botTurn, type BotTurn } from '#shared/contract/bot-turn'

export interface Asked {
  readonly turn: BotTurn
  readonly key: string | undefined
  readonly body: string
  readonly signature: string | undefined
}

type Behaviour = (turn: BotTurn, response: ServerResponse) => unknown

/** A company's endpoint that does as it is told. */
export class BotEndpoint {
  readonly asked: Asked[] = []
  behaviour: Behaviour = answering({ messages: [{ text: 'Здравствуйте, я бот' }], action: 'wait' })
  private readonly waiting = new Set<() => void>()
  private readonly server = createServer((request, response) => void this.handle(request, response))

  private constructor() {}

  static async open(): Promise<BotEndpoint> {
    const endpoint = new BotEndpoint()
    await new Promise<void>((resolve) => {
      endpoint.server.listen(0, '127.0.0.1', resolve)
    })
    return endpoint
  }

  get url(): string {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    return `http://127.0.0.1:${String(address.port)}/bot`
  }

  /** Resolves when it was asked so many times. */
  async untilAsked(times: number): Promise<void> {
    while (this.asked.length < times) {
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve)
      })
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const { 'idempotency-key': key, 'x-otklik-signature': signature } = request.headers
    const turn = botTurn.parse(JSON.parse(body))
    this.asked.push({ turn, body, key: key?.toString(), signature: signature?.toString() })
    this.behaviour(turn, response)
    for (const resume of this.waiting) resume()
    this.waiting.clear()
  }
}

export function answering(answer: unknown, status = 200): Behaviour {
  return (_turn, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }
}

export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
