import { err, ok, type Result } from '#shared/lib/result'

import type { HttpOutcome, HttpRequest } from './http/outcome'

export interface Download {
  readonly bytes: Uint8Array
  readonly mimeType: string
}

/** `gone`: the address is refused or unknown, asking again is of no use. */
export type DownloadProblem = 'gone' | 'retry'

export interface DownloadLimits {
  readonly timeoutMs: number
  readonly maxBytes: number
}

export async function download(
  perform: (request: HttpRequest) => Promise<HttpOutcome>,
  url: string,
  limits: DownloadLimits,
): Promise<Result<Download, DownloadProblem>> {
  if (!/^https?:\/\//.test(url)) return err('gone')
  const outcome = await perform({ method: 'GET', url, ...limits })
  if (outcome.kind !== 'answer') return err('retry')
  const { status, headers, bytes } = outcome
  if (status === 200 && bytes.length > 0) return ok({ bytes, mimeType: mimeTypeOf(headers) })
  return err(status === 401 || status === 403 || status === 404 || status === 410 ? 'gone' : 'retry')
}

function mimeTypeOf(headers: Headers): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase() || 'application/octet-stream'
}
