/** A session description taken apart into its lines; what they mean is nobody's business here (RFC 8866 §5). */
export interface SdpText {
  readonly session: readonly string[]
  /** Each begins with its `m=` line. */
  readonly media: readonly (readonly string[])[]
}

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** `m=audio 49170 RTP/AVP 8 0` */
export interface MediaHead {
  readonly kind: string
  readonly port: number
  readonly protocol: string
  readonly formats: readonly string[]
}

export function splitSdp(sdp: string): SdpText {
  const session: string[] = []
  const media: string[][] = []
  for (const raw of sdp.split(/\r\n|\r|\n/)) {
    const line = raw.trimEnd()
    if (line === '') continue
    if (line.startsWith('m=')) media.push([line])
    else (media.at(-1) ?? session).push(line)
  }
  return { session, media }
}

export function joinSdp(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`
}

/** `null` where the line is none: such a description is refused whole. */
export function readHead(line: string): MediaHead | null {
  const match = /^m=(\S+) (\d{1,5})(?:\/\d+)? (\S+)((?: \S+)*)$/.exec(line.replaceAll(/ +/g, ' '))
  if (!match) return null
  const [, kind = '', port = '', protocol = '', formats = ''] = match
  if (Number(port) > 65_535) return null
  return { kind, port: Number(port), protocol, formats: formats.split(' ').filter(Boolean) }
}

/** Values of `a=name:value`, in order. Names are case-sensitive by the letter of RFC 8866 and not everywhere in the field. */
export function attributes(lines: readonly string[], name: string): readonly string[] {
  const prefix = `a=${name}:`
  return lines
    .filter((line) => line.slice(0, prefix.length).toLowerCase() === prefix)
    .map((line) => line.slice(prefix.length).trim())
}

/** Of the stream, else of the session. */
export function attribute(text: SdpText, section: readonly string[], name: string): string | null {
  return attributes(section, name)[0] ?? attributes(text.session, name)[0] ?? null
}

export function directionOf(text: SdpText, section: readonly string[]): Direction {
  return directionIn(section) ?? directionIn(text.session) ?? 'sendrecv'
}

/** What the other side says of the same stream (RFC 3264 §6.1). */
export function reverse(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly'
  return direction === 'recvonly' ? 'sendonly' : direction
}

function directionIn(lines: readonly string[]): Direction | null {
  const found = lines.map((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/i.exec(line)?.[1]).find(Boolean)
  // The pattern allows nothing else.
  return (found?.toLowerCase() ?? null) as Direction | null
}
