import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'

import type { MangoContext } from '../context'
import { CODE, type Entry, type Leg } from '../model'
import { refuse, signedJson } from './guard'

const MAX_COMMAND_ID_BYTES = 128
const commandId = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_COMMAND_ID_BYTES)

const callback = z.object({
  command_id: commandId,
  from: z.object({ extension: z.string(), number: z.string().optional() }),
  to_number: z.string(),
  line_number: z.string().optional(),
  sip_headers: z.object({ 'Call-Info/answer-after': z.string() }).optional(),
})
const hangup = z.object({ command_id: commandId, call_id: z.string() })
const transfer = z.object({
  command_id: commandId,
  call_id: z.string(),
  method: z.enum(['blind', 'hold']),
  to_number: z.string(),
  initiator: z.string(),
})
const route = z.object({
  command_id: commandId,
  call_id: z.string(),
  to_number: z.string(),
  sip_headers: z.object({ 'From/display-name': z.string() }).optional(),
})

const DIALLABLE = /^(\d{3,15}|sip:\S+)$/

export function commandRoutes(context: MangoContext): Hono<{ Bindings: HttpBindings }> {
  const { exchange, events, commands } = context
  const app = new Hono<{ Bindings: HttpBindings }>()

  const done = (method: string, id: string): Response => {
    commands.push({ method, commandId: id })
    return Response.json({ result: CODE.done })
  }
  const liveLeg = (callId: string): { readonly entry: Entry; readonly leg: Leg } => {
    const found = exchange.find(callId)
    if (!found) throw refuse(context, CODE.noCall)
    if (found.leg.state === 'Disconnected') throw refuse(context, CODE.callOver)
    return found
  }
  const result = (name: string, id: string): void => {
    events.send({ path: `result/${name}`, json: { command_id: id, result: CODE.done } })
  }

  app.all('/commands/callback', async (c) => {
    const asked = await signedJson(c, context, 'commands/callback', callback)
    const user = exchange.userOf(asked.from.extension)
    if (!user) throw refuse(context, CODE.noObject)
    if (!DIALLABLE.test(asked.to_number)) throw refuse(context, CODE.badNumber)
    const answer = done('callback', asked.command_id)
    exchange.callback(user.extension, asked.to_number, asked.line_number ?? user.outgoingLine, asked.command_id)
    return answer
  })

  app.all('/commands/call/hangup', async (c) => {
    const asked = await signedJson(c, context, 'commands/call/hangup', hangup)
    const { entry, leg } = liveLeg(asked.call_id)
    if (leg.location === 'queue') throw refuse(context, CODE.notPossibleNow)
    exchange.end(entry, CODE.endedByCommand)
    // The name of its result is inferred, as are those of transfer and route: `<command>` in the document.
    result('hangup', asked.command_id)
    return done('hangup', asked.command_id)
  })

  app.all('/commands/transfer', async (c) => {
    const asked = await signedJson(c, context, 'commands/transfer', transfer)
    const { entry, leg } = liveLeg(asked.call_id)
    if (leg.state !== 'Connected') throw refuse(context, CODE.notPossibleNow)
    const own = leg.to.extension === undefined ? leg.from : leg.to
    if (asked.initiator !== own.number && asked.initiator !== own.extension) throw refuse(context, CODE.badParameters)
    if (!exchange.userOf(asked.to_number)) throw refuse(context, CODE.partyUnavailable)
    if (asked.method === 'blind') exchange.transferBlind(entry, leg, asked.to_number)
    else exchange.ring(entry, asked.to_number, 'consultative')
    result('transfer', asked.command_id)
    return done('transfer', asked.command_id)
  })

  app.all('/commands/route', async (c) => {
    const asked = await signedJson(c, context, 'commands/route', route)
    const { entry, leg } = liveLeg(asked.call_id)
    if (leg.location === 'abonent' && leg.state !== 'Appeared') throw refuse(context, CODE.notPossibleNow)
    if (!exchange.userOf(asked.to_number)) throw refuse(context, CODE.partyUnavailable)
    exchange.route(entry, leg, asked.to_number)
    result('route', asked.command_id)
    return done('route', asked.command_id)
  })
  return app
}
