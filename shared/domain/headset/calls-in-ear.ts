import type { CallSnapshot } from '../call'
import type { CallId } from '../ids'
import { assertNever } from '../../lib/assert-never'
import type { HeadsetCommand, HeadsetHost } from './keys'

/** What a press does, in the words of the calls contract. */
export type CallOperation =
  | { readonly request: 'answer' | 'decline' | 'hangUp' | 'hold' | 'resume'; readonly id: CallId }
  | { readonly request: 'setMuted'; readonly id: CallId; readonly muted: boolean }

export function hostOf(calls: readonly CallSnapshot[]): HeadsetHost {
  const { ringing, talking, waiting } = sortCalls(calls)
  const inEar = talking.length > 0 ? talking : waiting.slice(-1)
  return {
    isRinging: ringing.length > 0,
    isOffHook: inEar.length > 0,
    isMuted: inEar.length > 0 && inEar.every(({ isMuted }) => isMuted),
    isHeld: talking.length === 0 && waiting.length > 0,
  }
}

/**
 * With several calls a press never loses one: what rings is answered and the talk before it waits, «end» ends only
 * what is in the ear, «hold» with another call waiting changes over to that one.
 */
export function operationsOf(command: HeadsetCommand, calls: readonly CallSnapshot[]): readonly CallOperation[] {
  const { ringing, talking, waiting } = sortCalls(calls)
  const inEar = talking.length > 0 ? talking : waiting.slice(-1)
  const resume = waiting.slice(-1).map(({ id }) => ({ request: 'resume' as const, id }))
  switch (command.kind) {
    case 'answer':
      return ringing.slice(0, 1).map(({ id }) => ({ request: 'answer', id }))
    case 'reject':
      return ringing.slice(0, 1).map(({ id }) => ({ request: 'decline', id }))
    case 'end':
      return talking.map(({ id }) => ({ request: 'hangUp', id }))
    case 'resume':
      return talking.length === 0 ? resume : []
    case 'hold':
      if (talking.length === 0) return resume
      // As «swap» on the screen: whoever waits longest.
      if (waiting.length > 0) return waiting.slice(0, 1).map(({ id }) => ({ request: 'resume', id }))
      return talking.flatMap(({ id, phase }) => (phase.kind === 'active' ? [{ request: 'hold' as const, id }] : []))
    case 'mute':
      // Also where it seems to be so already: the screen waits for the microphone, and lags behind what was asked.
      return inEar.map(({ id }) => ({ request: 'setMuted', id, muted: command.muted }))
    default:
      return assertNever(command)
  }
}

/** `talking`: what is or soon will be in the ear; `waiting`: held by us, or about to be. */
function sortCalls(calls: readonly CallSnapshot[]) {
  const ringing = calls.filter(({ phase }) => phase.kind === 'incoming')
  const own = calls.filter(({ phase }) => IN_HAND.has(phase.kind))
  // A change of hold that is under way counts as done.
  const isWaiting = ({ isHeld, isChangingHold }: CallSnapshot): boolean => isHeld !== isChangingHold
  return { ringing, talking: own.filter((call) => !isWaiting(call)), waiting: own.filter(isWaiting) }
}

const IN_HAND: ReadonlySet<CallSnapshot['phase']['kind']> = new Set([
  'preparing',
  'calling',
  'ringing',
  'answering',
  'active',
])
