import { createHash } from 'node:crypto'

export type Language = 'ru' | 'en'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;background:Canvas;color:CanvasText;color-scheme:light dark}main{max-width:28rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}strong{font-size:1.5rem;letter-spacing:.1em}'

/** With every page for a person: it loads nothing, and its own style is named by its hash. */
export const PERSON_PAGE_HEADERS = {
  'content-security-policy': [
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

/** A page for the person in the browser. No scripts; `content` is markup of ours, nothing of the query is in it. */
export function personPage(language: Language, title: string, content: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`
}

/** The first language of the list that we have (RFC 9110 §12.5.4; browsers list by preference). Russian first. */
export function preferred(acceptLanguage: string): Language {
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const tag = range.trim().slice(0, 2)
    if (tag === 'ru' || tag === 'en') return tag
  }
  return acceptLanguage === '' ? 'ru' : 'en'
}
