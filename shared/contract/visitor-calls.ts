import { z } from 'zod'

import { callId, chatId } from './ids'

export const VISITOR_CALLS_PATH = '/api/visitor-calls'
/** The first of the two; the second is the secret, as with the desk's other socket. */
export const VISITOR_CALLS_SUBPROTOCOL = 'otklik.visitor-calls'

/** `replaced`: another socket speaks for this call. After the last frame of a call the hub closes with 1000. */
export const VISITOR_CALLS_CLOSE = { replaced: 4009, tooSlow: 4008, badFrame: 4400 } as const

export const VISITOR_RINGS_FOR_MS = 45_000
/** How long a side whose line broke may be away. */
export const VISITOR_CALL_RETURN_MS = 15_000

/**
 * WebSocket `/api/visitor-calls`, JSON text frames: one call of a desk to a visitor's page (spec K6), one socket per call.
 * The hub carries descriptions between the two and never the sound. The desk speaks first (`call`, or `resume` on a new
 * socket after a lost one). Offers and answers are SDP with ICE gathered.
 */
const sdp = z.string().max(65_536)
/** Counted by the desk, rising; the description bears that of its offer. The same once more is the same offer. */
const number = z.int().optional()

export const deskCallFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), callId, chatId, sdp, number }),
  z.object({ type: z.literal('resume'), callId }),
  /** Hold, another network, a media window that began anew. */
  z.object({ type: z.literal('offer'), sdp, number }),
  /** Before the call was taken it takes it back. */
  z.object({ type: z.literal('hangUp') }),
  z.object({ type: z.literal('ping'), nonce: z.int() }),
])
export type DeskCallFrame = z.output<typeof deskCallFrame>

/**
 * `away`: the visitor has no page open. `noAnswer`: rang for as long as the hub lets it ring. `notAllowed`: spec K3, or the
 * channel has no calls in browsers. `unknownCall`: nothing to resume.
 */
export const visitorCallRefusal = z.enum([
  'away',
  'noAnswer',
  'notAllowed',
  'unknownChat',
  'unknownCall',
  'busy',
  'declined',
  'noMicrophone',
  'microphoneRefused',
  'mediaFailed',
])
export type VisitorCallRefusal = z.output<typeof visitorCallRefusal>

export const hubCallFrame = z.discriminatedUnion('type', [
  /** A page shows the call. */
  z.object({ type: z.literal('rings') }),
  /** Answer to the newest offer; the first one means that the call was taken. Said again after `resumed`. */
  z.object({ type: z.literal('description'), sdp, number }),
  /** The call will not come about. */
  z.object({ type: z.literal('refused'), reason: visitorCallRefusal }),
  /** `isTaken`: whether the page has taken it. */
  z.object({ type: z.literal('resumed'), isTaken: z.boolean() }),
  /** `lost`: the visitor's page did not come back. */
  z.object({ type: z.literal('over'), why: z.enum(['hungUp', 'lost']) }),
  z.object({ type: z.literal('pong'), nonce: z.int() }),
])
export type HubCallFrame = z.output<typeof hubCallFrame>
