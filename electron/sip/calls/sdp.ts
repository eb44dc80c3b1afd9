/** The little that signalling must know of a session description; the rest is the media window's. */

/** Direction of the first audio stream as the sender wrote it; session level counts where the stream says nothing. */
export function directionOf(sdp: string): 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive' {
  const [session = '', ...media] = sdp.split(/\r?\n(?=m=)/)
  const audio = media.find((section) => section.startsWith('m=audio')) ?? ''
  return directionIn(audio) ?? directionIn(session) ?? 'sendrecv'
}

/**
 * RFC 3264 §8.4, and the older way of RFC 2543: address 0.0.0.0. With ICE the candidates say where to send to, and
 * 0.0.0.0 only says that none was chosen yet (RFC 9429 §5.2.1).
 */
export function isHoldingUs(sdp: string): boolean {
  const direction = directionOf(sdp)
  if (direction === 'sendonly' || direction === 'inactive') return true
  return /^c=IN IP4 0\.0\.0\.0\s*$/m.test(sdp) && !/^a=ice-ufrag:/m.test(sdp)
}

export function hasTelephoneEvent(sdp: string): boolean {
  return /^a=rtpmap:\d+ telephone-event\//im.test(sdp)
}

export function hasAudio(sdp: string): boolean {
  return /^m=audio [1-9]/m.test(sdp)
}

function directionIn(section: string): ReturnType<typeof directionOf> | null {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(section)?.[1]
  return (found ?? null) as ReturnType<typeof directionOf> | null
}
