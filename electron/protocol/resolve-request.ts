import { extname, join } from 'node:path'

import { APP_ORIGIN } from './origin'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** File names that a build makes: no empty parts, no dots in front, nothing that a file system treats specially. */
const SAFE_PART = /^[\w@-][\w@.~-]*$/
const FILE_ID = /^\/files\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

export type AppRequest =
  | { readonly kind: 'asset'; readonly path: string; readonly mimeType: string }
  | { readonly kind: 'hubFile'; readonly fileId: string }
  | { readonly kind: 'none' }

/** What an address of ours means. Anything unusual is `none`: paths are matched, never cleaned up. */
export function resolveRequest(url: string, rendererFolder: string): AppRequest {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return { kind: 'none' }
  const path = new URL(url).pathname
  const file = FILE_ID.exec(path)
  if (file?.[1] !== undefined) return { kind: 'hubFile', fileId: file[1] }

  const parts = path.slice(1).split('/')
  const mimeType = MIME_TYPES[extname(path)]
  if (mimeType === undefined || !parts.every((part) => SAFE_PART.test(part))) return { kind: 'none' }
  return { kind: 'asset', path: join(rendererFolder, ...parts), mimeType }
}
