import { z } from 'zod'

import type { CallSnapshot } from '../../domain/call'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { callOutcome } from '../entities'
import { callId, chatId, sipAccountId } from '../ids'

const endReason = z.enum([
  'hungUpHere',
  'hungUpThere',
  'cancelled',
  'declinedHere',
  'declinedThere',
  'busy',
  'noAnswer',
  'notFound',
  'notRegistered',
  'unreachable',
  'forbidden',
  'noMicrophone',
  'microphoneRefused',
  'noCommonCodec',
  'mediaFailed',
  'answeredElsewhere',
  'connectionLost',
  'serverError',
  'appRestarted',
])

export const callSnapshot = z.object({
  id: callId,
  accountId: sipAccountId,
  direction: z.enum(['incoming', 'outgoing']),
  number: z.string(),
  name: z.string().nullable(),
  chatId: chatId.nullable(),
  subject: z.string().nullable(),
  lastLine: z.string().nullable(),
  phase: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('preparing') }),
    z.object({ kind: z.literal('calling') }),
    z.object({ kind: z.literal('ringing'), hasEarlyMedia: z.boolean() }),
    z.object({ kind: z.literal('incoming') }),
    z.object({ kind: z.literal('answering') }),
    z.object({ kind: z.literal('active'), answeredAtMs: z.number() }),
    z.object({ kind: z.literal('ending') }),
    z.object({ kind: z.literal('ended'), outcome: callOutcome, reason: endReason, durationMs: z.number() }),
  ]),
  startedAtMs: z.number(),
  isMuted: z.boolean(),
  isHeld: z.boolean(),
  isHeldRemotely: z.boolean(),
  isChangingHold: z.boolean(),
  quality: z
    .object({
      verdict: z.enum(['good', 'fair', 'poor']),
      mos: z.number(),
      loss: z.number(),
      jitterMs: z.number(),
      roundTripMs: z.number().nullable(),
      isReceiving: z.boolean(),
    })
    .nullable(),
  notice: z
    .enum(['microphoneLost', 'outputLost', 'mediaInterrupted', 'signallingLost', 'holdRefused', 'dtmfRefused'])
    .nullable(),
}) satisfies z.ZodType<CallSnapshot>

/** `noAccount`: none set up or enabled; `notRegistered`: none has a connection; `badNumber`: nothing dialable in it. */
const startRefusal = z.object({ reason: z.enum(['noAccount', 'notRegistered', 'badNumber']) })
const unknownCall = z.object({ reason: z.enum(['unknownCall', 'wrongPhase']) })
const act = resultOf(z.null(), unknownCall)
const target = z.object({ id: callId })

export const calls = defineContract('calls', {
  list: request(nothing, z.array(callSnapshot)),
  /** The whole list at every change; ended calls stay a few seconds. */
  listChanged: event(z.array(callSnapshot)),
  startCall: request(
    z.object({ number: z.string().min(1).max(256), chatId: chatId.nullable(), accountId: sipAccountId.nullable() }),
    resultOf(callId, startRefusal),
  ),
  answer: request(target, act),
  decline: request(target, act),
  hangUp: request(target, act),
  hold: request(target, act),
  resume: request(target, act),
  setMuted: request(z.object({ id: callId, muted: z.boolean() }), act),
  /** One or more of `0-9*#A-D`. */
  sendDtmf: request(z.object({ id: callId, digits: z.string().regex(/^[0-9*#A-D]{1,32}$/) }), act),
  /** Incoming call window: show the chat of this call in the desk window. */
  openChat: request(target, act),
})
export type CallsContract = typeof calls
