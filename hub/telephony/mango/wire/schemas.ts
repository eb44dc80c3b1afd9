import { z } from 'zod'

import { unixSeconds } from '../../../channels/platform/wire-time'
import type { CallEvent, CallSummary } from './model'

/** What the PBX says (docs/adr/0029-mango-vpbx.md). Fields that Otklik does not use are let through unread. */
const id = z.union([z.string().min(1).max(200), z.number()]).transform(String)
const whole = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int().nonnegative())
const moment = whole.pipe(unixSeconds)
const word = z
  .union([z.string().max(300), z.number()])
  .nullish()
  .transform((value) => (value == null || value === '' ? null : String(value)))
const party = z
  .object({ extension: word, number: word })
  .nullish()
  .transform((value) => value ?? { extension: null, number: null })

export const callEvent = z
  .object({
    entry_id: id,
    call_id: id,
    timestamp: moment,
    seq: whole,
    call_state: z.enum(['Appeared', 'Connected', 'OnHold', 'Disconnected']),
    location: z.string().max(50),
    from: party,
    to: party,
    command_id: word,
  })
  .transform((event): CallEvent => ({
    entryId: event.entry_id,
    legId: event.call_id,
    seq: event.seq,
    atS: event.timestamp,
    state: event.call_state,
    location: event.location,
    from: event.from,
    to: event.to,
    commandId: event.command_id,
  }))

const DIRECTIONS = ['internal', 'incoming', 'outgoing'] as const

export const callSummary = z
  .object({
    entry_id: id,
    call_direction: whole.pipe(z.union([z.literal(0), z.literal(1), z.literal(2)])),
    from: party,
    to: party,
    create_time: moment,
    talk_time: moment,
    end_time: moment,
    disconnect_reason: whole,
  })
  .transform((summary): CallSummary => ({
    entryId: summary.entry_id,
    direction: DIRECTIONS[summary.call_direction],
    from: summary.from,
    to: summary.to,
    createdAtS: summary.create_time,
    talkAtS: summary.talk_time,
    endedAtS: summary.end_time,
    reason: summary.disconnect_reason,
  }))

export const commandResult = z.object({ command_id: z.string().min(1).max(128), result: whole })

export const done = z.object({ result: z.literal(1000) })

export const statsKey = z.object({ key: z.string().min(1).max(500) })

export const users = z.object({
  users: z.array(
    z.object({
      general: z.object({ name: z.string() }),
      telephony: z.object({ extension: word }),
    }),
  ),
})
