import type { VisitorCallRefusal } from '#shared/contract/visitor-calls'
import type { CallEndReason } from '#shared/domain/call'

/** What the agent is told of a call that did not come about. */
const REASONS: Readonly<Record<VisitorCallRefusal, CallEndReason>> = {
  away: 'notOnPage',
  noAnswer: 'noAnswer',
  notAllowed: 'notAllowed',
  unknownChat: 'chatGone',
  unknownCall: 'connectionLost',
  busy: 'busy',
  declined: 'declinedThere',
  noMicrophone: 'noMicrophoneThere',
  microphoneRefused: 'microphoneRefusedThere',
  mediaFailed: 'mediaFailed',
}

export function refusalReason(refusal: VisitorCallRefusal): CallEndReason {
  return REASONS[refusal]
}
