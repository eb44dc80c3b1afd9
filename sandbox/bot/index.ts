import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

import { BOT_SIGNATURE_HEADER, BOT_TURN_HEADER, botTurn, type BotTurn } from '#shared/contract/bot-turn'

import { answerTo, type SampleAnswer } from './answers'

export interface SampleBotOptions {
  readonly port?: number
  /** Told once when the bot is added in Otklik; without it every signature is believed. */
  readonly secret?: string | undefined
}

export interface SampleBot {
  readonly url: string
  /** Each question once, also when it was asked again. */
  readonly turns: readonly BotTurn[]
  stop(): Promise<void>
}

const REMEMBERED = 1000

/** A company's bot as docs/bots describes one. Listens on loopback only. */
export async function startSampleBot({ port = 0, secret }: SampleBotOptions = {}): Promise<SampleBot> {
  const turns: BotTurn[] = []
  const answers = new Map<string, SampleAnswer>()
  const app = new Hono()
  app.post('/bot', async (c) => {
    const body = await c.req.text()
    if (secret !== undefined && !isSigned(body, secret, c.req.header(BOT_SIGNATURE_HEADER) ?? '')) {
      return c.json({ error: 'wrong signature' }, 401)
    }
    const turn = botTurn.safeParse(parseJson(body))
    if (!turn.success) return c.json({ error: 'not a question' }, 400)
    const key = c.req.header(BOT_TURN_HEADER) ?? turn.data.turnId
    const known = answers.get(key)
    if (known) return c.json(known)
    const answer = answerTo(turn.data)
    turns.push(turn.data)
    answers.set(key, answer)
    const [oldest] = answers.keys()
    if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
    return c.json(answer)
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bot`,
    turns,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isSigned(body: string, secret: string, given: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
