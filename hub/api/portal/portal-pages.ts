import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Hono } from 'hono'

import { channelId } from '#shared/contract/ids'

import { problem } from '../answers'
import type { PortalContext, PortalEnv } from './portal-context'

const TYPES = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])
/** Fixed names: the address of the icon's script stands in pages of others for years. */
const ASSET = /^[a-z][a-z-]*\.(js|css|svg)$/

/** The built pages. Nothing is run that does not come from the hub itself, and nothing of what people write is markup. */
export function addPages(app: Hono<PortalEnv>, { folder, settingsOf, logger }: PortalContext): void {
  const read = async (name: string): Promise<Buffer | null> => {
    if (folder === null) return null
    try {
      return await readFile(join(folder, name))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  app.get('/portal/', async (c) => {
    const page = await read('index.html')
    if (!page) return c.json(problem('unknownRoute', 'The pages were not built.'), 404)
    return c.body(new Uint8Array(page), 200, pageHeaders(c.req.header('host'), "'none'"))
  })

  /** The same page inside the icon, on the company's sites alone. */
  app.get('/portal/frame/:channelId', async (c) => {
    const id = channelId.safeParse(c.req.param('channelId'))
    const settings = id.success ? await settingsOf(id.data) : null
    const page = settings && (await read('index.html'))
    if (!page) return c.json(problem('unknownChannel', 'There is no such site chat.'), 404)
    return c.body(new Uint8Array(page), 200, pageHeaders(c.req.header('host'), ["'self'", ...settings.sites].join(' ')))
  })

  app.get('/portal/try/:channelId', async (c) => {
    const id = channelId.safeParse(c.req.param('channelId'))
    const settings = id.success ? await settingsOf(id.data) : null
    if (!id.success || !settings) return c.json(problem('unknownChannel', 'There is no such site chat.'), 404)
    const nonce = randomBytes(16).toString('base64')
    return c.html(tryPage(id.data, settings.company, nonce, c.req.header('accept-language') ?? ''), 200, {
      'content-security-policy': [
        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self'",
        `style-src 'nonce-${nonce}'`,
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      ].join('; '),
      'cache-control': 'no-store',
    })
  })

  /** Beside the page and not among its parts: a worker serves only what lies below it. */
  app.get('/portal/push-worker.js', async (c) => {
    const bytes = await read(join('assets', 'push-worker.js'))
    if (!bytes) return c.json(problem('unknownRoute', 'The pages were not built.'), 404)
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': TYPES.get('js') ?? '',
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  app.get('/portal/assets/:name', async (c) => {
    const name = c.req.param('name')
    const ending = ASSET.exec(name)?.[1]
    const type = ending === undefined ? undefined : TYPES.get(ending)
    const bytes = type === undefined ? null : await read(join('assets', name))
    if (!bytes || type === undefined) {
      logger.debug('an unknown part of the portal was asked for', {})
      return c.json(problem('unknownRoute', 'There is no such file.'), 404)
    }
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': type,
      'cache-control': 'no-cache',
      // The icon's script is taken into pages of the company; the rest belongs to our own.
      'cross-origin-resource-policy': name === 'widget.js' ? 'cross-origin' : 'same-origin',
    })
  })
}

/** `host` has been checked to be one of the hub's own names. */
function pageHeaders(host: string | undefined, ancestors: string): Record<string, string> {
  const sockets = host === undefined ? '' : ` ws://${host} wss://${host}`
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; worker-src 'self'",
      `connect-src 'self'${sockets}`,
      `frame-ancestors ${ancestors}`,
      "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types otklik-worker",
    ].join('; '),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
  }
}

const TRY_WORDS = {
  ru: {
    title: 'Так чат выглядит на сайте',
    text: 'Это страница-пример. Значок чата стоит в правом нижнем углу, как на сайте компании: он остаётся на месте при прокрутке и при переходе между страницами.',
    next: 'Другая страница',
    back: 'Первая страница',
  },
  en: {
    title: 'This is how the chat looks on a site',
    text: 'This is an example page. The icon of the chat stands in the lower right corner, as on the company’s site: it stays there while you scroll and go from page to page.',
    next: 'Another page',
    back: 'The first page',
  },
} as const

const TRY_STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText;color-scheme:light dark}main{max-width:40rem;margin:0 auto;padding:3rem 1.5rem 160vh}h1{font-size:1.75rem;line-height:1.25}a{color:LinkText}'

function tryPage(id: string, company: string, nonce: string, languages: string): string {
  const language = /^\s*en/i.test(languages) ? 'en' : 'ru'
  const { title, text, next, back } = TRY_WORDS[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="/portal/assets/icon.svg">
<title>${escapeHtml(company)}</title>
<style nonce="${nonce}">${TRY_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p><b>${escapeHtml(company)}</b></p>
<p>${text}</p>
<p><a href="?page=2">${next}</a> · <a href="?">${back}</a></p>
</main>
<script src="/portal/assets/widget.js" async data-channel="${id}"></script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${String(mark.charCodeAt(0))};`)
}
