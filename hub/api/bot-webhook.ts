import { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'

import { BOT_SIGNATURE_HEADER, BOT_TURN_HEADER, botAnswer, botTurn } from '#shared/contract/bot-turn'

import { json } from './answers'

/** What the hub asks of a company's endpoint: not a route of the hub, but a part of its description. */
export function describeBotWebhook(app: Pick<OpenAPIHono, 'openAPIRegistry'>): void {
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'botTurn',
    summary: 'A client wrote in a case that the bot has.',
    security: [],
    request: {
      headers: z.object({
        [BOT_TURN_HEADER]: z.uuid().meta({ description: 'One question has one key, however often it is asked.' }),
        [BOT_SIGNATURE_HEADER]: z
          .string()
          .meta({ description: '`sha256=` and the HMAC-SHA256 of the body by the bot’s secret, in hexadecimal.' }),
      }),
      body: { required: true, content: { 'application/json': { schema: botTurn } } },
    },
    responses: {
      200: json(botAnswer, 'What is to be done. Anything else brings the fallback of the channel at once.'),
    },
  })
}

export function botWebhookDocument(): object {
  const app = new OpenAPIHono()
  describeBotWebhook(app)
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Bots of Otklik', version: '1', description: 'Asked by the hub of the company’s endpoint.' },
  })
}
