import type { CallEndReason } from './call'
import type { CallOutcome } from './message'

/** How an unanswered outgoing call stands in the history. */
const OUTGOING: Readonly<Record<CallEndReason, CallOutcome>> = {
  hungUpHere: 'cancelled',
  cancelled: 'cancelled',
  hungUpThere: 'failed',
  declinedHere: 'cancelled',
  declinedThere: 'declined',
  busy: 'busy',
  noAnswer: 'noAnswer',
  notFound: 'failed',
  notRegistered: 'failed',
  unreachable: 'failed',
  forbidden: 'failed',
  noMicrophone: 'failed',
  microphoneRefused: 'failed',
  noCommonCodec: 'failed',
  webrtcRefused: 'failed',
  rtpRefused: 'failed',
  srtpRefused: 'failed',
  mediaFailed: 'failed',
  answeredElsewhere: 'cancelled',
  connectionLost: 'failed',
  serverBusy: 'failed',
  serverError: 'failed',
  appRestarted: 'interrupted',
  transferred: 'cancelled',
  // Nobody took it, as nobody takes a telephone that lies at home: the client is told (docs/adr/0021).
  notOnPage: 'noAnswer',
  notAllowed: 'failed',
  chatGone: 'failed',
  noMicrophoneThere: 'failed',
  microphoneRefusedThere: 'failed',
  hubAway: 'failed',
  // Whoever called was calling a colleague, and is not told that they were called.
  pickupRefused: 'failed',
}

export function callOutcome(
  direction: 'incoming' | 'outgoing',
  wasAnswered: boolean,
  reason: CallEndReason,
): CallOutcome {
  if (wasAnswered) return reason === 'appRestarted' || reason === 'connectionLost' ? 'interrupted' : 'answered'
  if (direction === 'outgoing') return OUTGOING[reason]
  if (reason === 'declinedHere') return 'declined'
  // A colleague took it: nobody has to call back.
  if (reason === 'answeredElsewhere') return 'cancelled'
  return 'missed'
}
