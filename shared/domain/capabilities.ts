/**
 * What a channel declares that it can do (spec: "Capability"). The screen offers exactly this and
 * explains the rest; nothing asks which channel it is.
 */
export interface Capabilities {
  /** Longest text in characters (UTF-16 code units are not characters: count code points). */
  readonly maxTextLength: number
  readonly images: ImageCapability | null
  /** `null`: own messages cannot be deleted. `Infinity` is not used; a very large window is. */
  readonly deleteWithinMs: number | null
  readonly edit: boolean
  readonly typing: boolean
  readonly startChat: boolean
  readonly blacklist: boolean
  readonly readReceipts: boolean
  readonly voiceMessages: 'receive' | 'both' | 'none'
}

export interface ImageCapability {
  /** MIME types, lower case. */
  readonly types: readonly string[]
  readonly maxBytes: number
  readonly maxPixels: number
  /** May one message carry an image and a text? */
  readonly caption: boolean
}

/** Length as channels count it: code points, so that one emoji of the basic sets is one. */
export function textLength(text: string): number {
  return [...text].length
}
