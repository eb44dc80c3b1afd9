import type { MediaLeg, MediaLegEvents } from './media-leg'

/** Loaded with the first call that has sound: the WebRTC code takes a third of a second to load. */
export async function createMediaLeg(kind: 'webrtc' | 'rtp', events: MediaLegEvents): Promise<MediaLeg> {
  if (kind === 'rtp') {
    const { PlainRtpLeg } = await import('./plain-rtp-leg')
    return PlainRtpLeg.open(events)
  }
  const { WebRtcLeg } = await import('./webrtc-leg')
  return WebRtcLeg.open(events)
}

/** Loads the WebRTC code ahead of the first call. */
export async function warmUpMedia(): Promise<void> {
  await import('./webrtc-leg')
}
