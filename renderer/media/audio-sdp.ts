/** Is there an audio line that was not refused? RFC 3264, 6: a refused line has port 0. */
export function hasAcceptedAudio(sdp: string): boolean {
  return [...sdp.matchAll(/^m=audio (\d+) /gm)].some(([, port]) => port !== '0')
}

/** Does the other side not want to hear us or not speak? RFC 3264, 8.4. */
export function isHeldByOffer(sdp: string): boolean {
  return /^a=(sendonly|inactive)\s*$/m.test(sdp)
}

export function hasCandidates(sdp: string): boolean {
  return /^a=candidate:/m.test(sdp)
}

/**
 * The offer with us beginning the DTLS handshake (RFC 4145, 4). Whoever answers `active` begins before its answer is
 * here, its first words are lost, and OpenSSL says them again only after a second; Chromium does so after 50 ms.
 */
export function asHandshakeClient(offer: string): string {
  return offer.replaceAll('a=setup:actpass', 'a=setup:active')
}

/** SIP needs few codecs, and short SDP fits a datagram: Opus, G.711 A and µ, and RFC 4733 tones. */
const CODECS = ['audio/opus', 'audio/pcma', 'audio/pcmu', 'audio/telephone-event']

export function orderCodecs<T extends { readonly mimeType: string }>(available: readonly T[]): T[] {
  return CODECS.flatMap((wanted) => available.filter(({ mimeType }) => mimeType.toLowerCase() === wanted))
}
