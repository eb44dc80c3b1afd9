export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

const LINK = /\bhttps?:\/\/[^\s<>"«»]+|\bwww\.[^\s<>"«»]+|[\w.+-]+@[\w-]+\.[\w.-]+\w/gi
const TRAILING = /[.,:;!?…'"»)\]}]+$/

/** Only addresses that main agrees to open become links; all else stays text, so no scheme can be smuggled in. */
export function linkify(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const shown = trimLink(match[0])
    const url = toUrl(shown)
    if (!url) continue
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) })
    pieces.push({ kind: 'link', text: shown, url })
    from = match.index + shown.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

/** Punctuation at the end belongs to the sentence, except a bracket that the address itself opened. */
function trimLink(raw: string): string {
  const trimmed = raw.replace(TRAILING, '')
  const closes = raw[trimmed.length] === ')' && trimmed.includes('(') && !trimmed.includes(')')
  return closes ? `${trimmed})` : trimmed
}

function toUrl(shown: string): string | null {
  const candidate = /^https?:/i.test(shown) ? shown : shown.includes('@') ? `mailto:${shown}` : `https://${shown}`
  try {
    const { protocol, href } = new URL(candidate)
    return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? href : null
  } catch {
    return null
  }
}
