export interface PeerIdentity {
  readonly session: string | undefined
  readonly iceUser: string | undefined
  readonly certificate: string | undefined
}

export function peerIdentity(sdp: string): PeerIdentity {
  return {
    session: /^o=\S+ (\S+)/m.exec(sdp)?.[1],
    iceUser: /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1],
    certificate: /^a=fingerprint:\S+ (\S+)/m.exec(sdp)?.[1]?.toUpperCase(),
  }
}

/**
 * Whether a later offer comes from the same peer connection. An ICE restart changes the ICE user and keeps the session
 * id of `o=` (RFC 4566 §5.2); some stacks write a new session id each time but keep the ICE user.
 */
export function isSamePeer(known: PeerIdentity, offered: PeerIdentity): boolean {
  if (known.certificate !== offered.certificate) return false
  return known.session === offered.session || known.iceUser === offered.iceUser
}

/** The sandbox is reached on loopback only, whatever interfaces the machine has. */
export function keepLoopbackCandidates(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.includes(' 127.0.0.1 '))
    .join('\r\n')
}

/**
 * Leaves PCMU, PCMA and the 8 kHz telephone-event. Chromium also lists telephone-event at 48 kHz, and matching goes by
 * name, so that one would be answered (facts/telephony.md d.1). An `a=rtcp` line without an address, which RFC 3605
 * allows and rtpengine writes, is more than the WebRTC library reads; with rtcp-mux it says nothing.
 */
export function keepG711(sdp: string): string {
  const wanted = new Set(['0', '8'])
  for (const match of sdp.matchAll(/^a=rtpmap:(\d+) (?:telephone-event|PCM[AU])\/8000/gim)) wanted.add(match[1] ?? '')
  return sdp
    .split(/\r?\n/)
    .filter((line) => {
      if (/^a=rtcp:\d+\s*$/.test(line)) return false
      const type = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1]
      return type === undefined || wanted.has(type)
    })
    .map((line) => {
      const media = /^(m=audio \d+ \S+) ([\d ]+)$/.exec(line)
      if (!media?.[1] || !media[2]) return line
      const types = media[2].split(' ').filter((type) => wanted.has(type))
      return `${media[1]} ${types.join(' ')}`
    })
    .join('\r\n')
}
