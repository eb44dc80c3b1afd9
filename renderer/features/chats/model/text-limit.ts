import { textLength } from '#shared/domain/capabilities'

/** The counter appears for the last tenth of what may be written. */
const NEAR_SHARE = 0.9

export type TextLimit =
  | { readonly kind: 'fine' }
  | { readonly kind: 'near'; readonly left: number }
  | { readonly kind: 'over'; readonly by: number; readonly limit: number }

/** Counts what will be sent: spaces around the text are not. */
export function textLimit(text: string, limit: number): TextLimit {
  const length = textLength(text.trim())
  if (length > limit) return { kind: 'over', by: length - limit, limit }
  return length >= limit * NEAR_SHARE ? { kind: 'near', left: limit - length } : { kind: 'fine' }
}
