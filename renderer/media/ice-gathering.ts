import { systemClock, type Clock } from '#shared/lib/clock'
import { hasCandidates } from './audio-sdp'

/** SIP here knows no trickle ICE; a slow interface must not delay a call, what is found by then is used. */
const GATHER_AT_MOST_MS = 1_000

/** Resolves once the local description holds its candidates. */
export function waitForCandidates(pc: RTCPeerConnection, clock: Clock = systemClock): Promise<void> {
  // Right after an ICE restart the state still says `complete` of the gathering before.
  if (pc.iceGatheringState === 'complete' && hasCandidates(pc.localDescription?.sdp ?? '')) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = (): void => {
      timer.dispose()
      pc.removeEventListener('icegatheringstatechange', check)
      pc.removeEventListener('signalingstatechange', check)
      resolve()
    }
    const check = (): void => {
      if (pc.iceGatheringState === 'complete' || pc.signalingState === 'closed') finish()
    }
    const timer = clock.schedule(GATHER_AT_MOST_MS, finish)
    pc.addEventListener('icegatheringstatechange', check)
    pc.addEventListener('signalingstatechange', check)
  })
}
