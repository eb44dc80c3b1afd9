import { readFile } from 'node:fs/promises'

import { protocol, type ProtocolRequest, type ProtocolResponse } from 'electron'

import { contentSecurityPolicy } from './content-security-policy'
import { APP_SCHEME } from './origin'
import { resolveRequest } from './resolve-request'
import { newStyleNonce, withStyleNonce } from './style-nonce'

/** A file of the hub as a page gets it. */
export interface HubFile {
  readonly status: number
  readonly headers: Record<string, string>
  readonly bytes: Buffer
}

export type FetchHubFile = (fileId: string, range: string | null) => Promise<HubFile>

const NOTHING = Buffer.alloc(0)
const NO_SNIFFING = { 'x-content-type-options': 'nosniff' }
const NOT_FOUND: ProtocolResponse = { statusCode: 404, data: NOTHING }

/**
 * Serves the built pages, and the hub's files with main's own credentials: no secret ever stands in an address.
 *
 * `registerBufferProtocol` is the old way, known to every Electron that we run on. The new one (`protocol.handle`)
 * sends each file through two kinds of streams; with forty files the window opened 50 ms later (it loads five now).
 */
export function serveApp(rendererFolder: string, fetchHubFile: FetchHubFile, hubOrigin: () => string | null): void {
  protocol.registerBufferProtocol(APP_SCHEME, (request, answer) => {
    void respond(request, rendererFolder, fetchHubFile, hubOrigin).then(answer, (error: unknown) => {
      answer({ statusCode: 500, data: NOTHING })
      throw error
    })
  })
}

async function respond(
  request: ProtocolRequest,
  folder: string,
  fetchHubFile: FetchHubFile,
  hubOrigin: () => string | null,
): Promise<ProtocolResponse> {
  const target = resolveRequest(request.url, folder)
  if (target.kind === 'none' || request.method !== 'GET') return NOT_FOUND
  if (target.kind === 'hubFile') {
    const { status, headers, bytes } = await fetchHubFile(target.fileId, request.headers['Range'] ?? null)
    const { 'content-type': mimeType = 'application/octet-stream', ...others } = headers
    return { statusCode: status, mimeType, headers: others, data: bytes }
  }
  try {
    const [mimeType = '', charset] = target.mimeType.split('; charset=')
    const file = await readFile(target.path)
    const { data, headers } = mimeType === 'text/html' ? servedPage(file, hubOrigin()) : { data: file, headers: {} }
    return { data, mimeType, ...(charset === undefined ? {} : { charset }), headers: { ...headers, ...NO_SNIFFING } }
  } catch (error) {
    if (isMissing(error)) return NOT_FOUND
    throw error
  }
}

function servedPage(file: Buffer, hubOrigin: string | null) {
  const nonce = newStyleNonce()
  return {
    data: withStyleNonce(file, nonce),
    headers: { 'content-security-policy': contentSecurityPolicy(hubOrigin, nonce) },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')
}
