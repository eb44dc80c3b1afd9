import { z } from 'zod'

import type { CallPresentation, CallSnapshot } from '../../domain/call'
import { MAX_CALL_NOTE } from '../../domain/channel-calls'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { callOutcome, callRoute } from '../entities'
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
  'webrtcRefused',
  'rtpRefused',
  'srtpRefused',
  'mediaFailed',
  'answeredElsewhere',
  'connectionLost',
  'serverBusy',
  'serverError',
  'appRestarted',
  'transferred',
  'notOnPage',
  'notAllowed',
  'chatGone',
  'noMicrophoneThere',
  'microphoneRefusedThere',
  'hubAway',
  'pickupRefused',
])

const presentation = z.object({
  number: z
    .string()
    .regex(/^\+?\d{1,20}$/)
    .nullable(),
  // Filled in, a note may be twice as long as it was written.
  note: z
    .string()
    .min(1)
    .max(4 * MAX_CALL_NOTE)
    .nullable(),
}) satisfies z.ZodType<CallPresentation>

export const callSnapshot = z.object({
  id: callId,
  route: callRoute,
  accountId: sipAccountId.nullable(),
  direction: z.enum(['incoming', 'outgoing']),
  number: z.string(),
  presentation: presentation.nullable(),
  name: z.string().nullable(),
  chatId: chatId.nullable(),
  subject: z.string().nullable(),
  lastLine: z.string().nullable(),
  callers: z
    .array(z.object({ chatId, name: z.string().nullable() }))
    .readonly()
    .optional(),
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
    .enum([
      'microphoneLost',
      'microphoneSilent',
      'outputLost',
      'mediaInterrupted',
      'signallingLost',
      'holdRefused',
      'dtmfRefused',
    ])
    .nullable(),
  transfer: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('running'), number: z.string(), isRinging: z.boolean() }),
      z.object({
        kind: z.literal('failed'),
        number: z.string(),
        reason: z.enum(['busy', 'noAnswer', 'declined', 'notFound', 'forbidden', 'notSupported', 'noReply', 'failed']),
      }),
    ])
    .nullable(),
  isJoined: z.boolean(),
}) satisfies z.ZodType<CallSnapshot>

/**
 * `noAccount`: none set up or enabled; `notRegistered`: none has a connection; `serverBusy`: its server asked to be left
 * alone for a while; `badNumber`: nothing dialable in it.
 */
const startRefusal = z.object({ reason: z.enum(['noAccount', 'notRegistered', 'serverBusy', 'badNumber']) })
const unknownCall = z.object({ reason: z.enum(['unknownCall', 'wrongPhase']) })
const act = resultOf(z.null(), unknownCall)
const target = z.object({ id: callId })

export const calls = defineContract('calls', {
  list: request(nothing, z.array(callSnapshot)),
  /** The whole list at every change; ended calls stay a few seconds. */
  listChanged: event(z.array(callSnapshot)),
  /** `presentation`: as the desk knows it of the chat's channel, so that the call waits for nobody to leave. */
  startCall: request(
    z.object({
      number: z.string().min(1).max(256),
      chatId: chatId.nullable(),
      accountId: sipAccountId.nullable(),
      presentation: presentation.nullable(),
    }),
    resultOf(callId, startRefusal),
  ),
  /** Takes the call that rings at a colleague (spec K13). `nothingRings`: any more, or the PBX gives no way to it. */
  pickUp: request(
    z.object({ colleagueId: z.string().max(64) }),
    resultOf(callId, z.object({ reason: z.enum(['nothingRings']) })),
  ),
  /** Into the page on which the visitor has the site chat open (spec K6). Whether it may be said is the hub's word. */
  startPageCall: request(z.object({ chatId, presentation: presentation.nullable() }), callId),
  answer: request(target, act),
  /** Ends what is being talked on instead of holding it. */
  endAndAnswer: request(target, act),
  decline: request(target, act),
  hangUp: request(target, act),
  hold: request(target, act),
  resume: request(target, act),
  setMuted: request(z.object({ id: callId, muted: z.boolean() }), act),
  /** Blind: the other side is sent to `number`, and this call ends once somebody answers there. */
  transfer: request(
    z.object({ id: callId, number: z.string().min(1).max(256) }),
    resultOf(z.null(), z.object({ reason: z.enum(['unknownCall', 'wrongPhase', 'badNumber']) })),
  ),
  /** Attended: the other sides of two calls of one line talk with each other from now on. */
  connect: request(z.object({ id: callId, withId: callId }), act),
  /** A conference of three: the other sides hear each other as well. */
  join: request(z.object({ id: callId, withId: callId }), act),
  /** Two calls again: this one has the voice, the other one waits. */
  separate: request(target, act),
  /** One or more of `0-9*#A-D`. */
  sendDtmf: request(z.object({ id: callId, digits: z.string().regex(/^[0-9*#A-D]{1,32}$/) }), act),
  /** Incoming call window: show the chat of this call in the desk window. */
  openChat: request(target, act),
  /** Says whose call it is: the client of this chat. */
  assign: request(z.object({ id: callId, chatId }), act),
})
export type CallsContract = typeof calls
