/**
 * What a channel declares that it can do (spec: "Capability"). The screen offers exactly this and
 * explains the rest; nothing asks which channel it is.
 */
export interface Capabilities {
  /** Longest text in characters (UTF-16 code units are not characters: count code points). */
  readonly maxTextLength: number
  readonly images: ImageCapability | null
  /** Files of any other kind; `null`: none. */
  readonly files: FileCapability | null
  /** Own messages can be taken back; `null`: never. */
  readonly deletion: RevisionCapability | null
  /** Own texts can be changed after they were sent; `null`: never. */
  readonly editing: RevisionCapability | null
  /** «Печатает…» in both directions (spec M14). */
  readonly typing: boolean
  readonly start: StartCapability | null
  readonly blacklist: BlacklistCapability | null
  /** One can leave a conversation that is about no vacancy (spec M6). */
  readonly leave: boolean
  /** A response has stages, and moving it sends the client that stage's message (spec M13). */
  readonly stages: boolean
  /** A response can come without a word of the client, and may wait aside until there is one (spec Q10). Absent: no. */
  readonly wordlessResponses?: boolean | undefined
  /** A person without a vacancy can be invited to one (spec M5). */
  readonly invitations: boolean
  readonly readReceipts: boolean
  readonly voiceMessages: 'receive' | 'both' | 'none'
  /** Whom one may call from a conversation (spec K3). */
  readonly calls: 'anyone' | 'reachable'
  /** A call can arrive in the client's browser (spec K6). */
  readonly browserCalls: boolean
  /** No two messages of a conversation have the same time. Absent: the platform's times are whole seconds. */
  readonly exactTimes?: boolean | undefined
}

export interface ImageCapability {
  /** MIME types, lower case. */
  readonly types: readonly string[]
  readonly maxBytes: number
  readonly maxPixels: number
  /** May one message carry an image and a text? */
  readonly caption: boolean
}

export interface FileCapability {
  readonly maxBytes: number
  /** MIME types, lower case; `null`: any. */
  readonly types: readonly string[] | null
}

/** Deleting or editing what was sent (spec M8–M10). */
export interface RevisionCapability {
  /** Counted from when the channel took the message; `UNLIMITED_MS` where there is no limit. */
  readonly withinMs: number
  /** What the other side sees of it: `nothing` no trace, `mark` that something was there, `unknown` nobody documents it. */
  readonly otherSide: 'nothing' | 'mark' | 'unknown'
}

/**
 * How a conversation is begun by us. `resume`: with a person whose contacts are opened, by the résumé (spec M2).
 * `invitation`: by a link that the person is given.
 */
export interface StartCapability {
  readonly by: 'resume' | 'invitation'
  readonly maxFirstTextLength: number
}

export interface BlacklistCapability {
  /** Can a blocked person be let in again from here? */
  readonly canUnblock: boolean
  /** Does the platform take a reason? */
  readonly hasReasons: boolean
}

/** A hundred years: for what may be done at any time (a real number, so that it crosses JSON). */
export const UNLIMITED_MS = 100 * 365 * 24 * 3_600_000

/** Length as channels count it: code points, so that one emoji of the basic sets is one. */
export function textLength(text: string): number {
  return [...text].length
}
