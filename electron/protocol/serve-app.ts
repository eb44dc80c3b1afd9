import { readFile } from 'node:fs/promises'

import { protocol } from 'electron'

import { CONTENT_SECURITY_POLICY } from './content-security-policy'
import { APP_SCHEME } from './origin'
import { resolveRequest } from './resolve-request'

export type FetchHubFile = (fileId: string, range: string | null) => Promise<Response>

/**
 * Serves the built pages, and the hub's files with main's own credentials: no secret ever stands in an address.
 * Resolves once the first page was handed out.
 */
export function serveApp(rendererFolder: string, fetchHubFile: FetchHubFile): Promise<void> {
  return new Promise((served) => {
    protocol.handle(APP_SCHEME, async (request) => {
      const target = resolveRequest(request.url, rendererFolder)
      if (target.kind === 'none' || request.method !== 'GET') return new Response(null, { status: 404 })
      if (target.kind === 'hubFile') return fetchHubFile(target.fileId, request.headers.get('range'))
      try {
        return new Response(await readFile(target.path), { headers: headersFor(target.mimeType) })
      } catch (error) {
        if (isMissing(error)) return new Response(null, { status: 404 })
        throw error
      } finally {
        setImmediate(served)
      }
    })
  })
}

function headersFor(mimeType: string): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': mimeType, 'x-content-type-options': 'nosniff' }
  if (mimeType.startsWith('text/html')) headers['content-security-policy'] = CONTENT_SECURITY_POLICY
  return headers
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')
}
