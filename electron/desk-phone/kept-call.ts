import { z } from 'zod'

import { callRecord } from '#shared/contract/entities'
import { callId, chatId } from '#shared/contract/ids'
import { deskCall } from '#shared/contract/ipc/desk-phone'
import type { CallRecord } from '#shared/domain/call'
import type { CallEnd } from '#shared/domain/desk-phone/desk-phone-state'

/** A call of the desk phone that goes on, as the history will know it. */
export const keptCall = z.object({
  id: callId,
  call: deskCall,
  chatId: chatId.nullable(),
  name: z.string().nullable(),
  /** The last moment at which it was believed to go on. */
  seenAtMs: z.number(),
  /** The same caller rings at the computer as well. */
  twin: z.object({ id: callId, isAnswered: z.boolean() }).nullable(),
  /** The computer's call that goes on here (spec D5): its record grows. */
  continued: z.object({ record: callRecord, answeredAtMs: z.number() }).nullable(),
})
export type KeptCall = z.output<typeof keptCall>

/** `null`: the computer tells of this call. */
export function recordOf(kept: KeptCall, how: CallEnd, nowMs: number): CallRecord | null {
  const { call, twin, continued } = kept
  // Of what the phone did not confirm only its last sign of life is known.
  const endMs = how === 'unheard' || (how === 'over' && !call.isSure) ? Math.max(call.heardAtMs, kept.seenAtMs) : nowMs
  const isTalk = call.talkSinceMs !== null || call.phase === 'talking' || call.phase === 'held'
  if (continued) return { ...continued.record, durationMs: Math.max(0, endMs - continued.answeredAtMs) }
  if (!isTalk && twin) return null
  // Nobody dialled here what was first heard of in the middle of a talk.
  const direction = call.direction ?? 'incoming'
  const outcome = isTalk ? 'answered' : outcomeOf(direction, how)
  return {
    id: twin && !twin.isAnswered ? twin.id : kept.id,
    chatId: kept.chatId,
    direction,
    route: 'phone',
    number: call.number ?? '',
    name: kept.name,
    outcome,
    startedAtMs: call.sinceMs,
    durationMs: isTalk ? Math.max(0, endMs - (call.talkSinceMs ?? call.sinceMs)) : 0,
    isSeen: outcome !== 'missed',
  }
}

/** No phone says that nobody answers: what ends while it is dialled was given up, as far as is known. */
function outcomeOf(direction: CallRecord['direction'], how: CallEnd): CallRecord['outcome'] {
  if (direction === 'incoming') return how === 'declined' ? 'declined' : 'missed'
  return how === 'busy' ? 'busy' : 'cancelled'
}
