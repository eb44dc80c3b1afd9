import { Readable } from 'node:stream'

import { z } from 'zod'

import { fileParams, restError, uploadReply } from '#shared/contract/rest'

import { safeFileName } from '#shared/lib/safe-file-name'

import { MAX_UPLOAD_BYTES } from '../files/file-service'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { callerOf, route, type Api } from './route'

const upload = route({
  access: 'agent',
  method: 'put',
  path: '/api/uploads/{fileId}',
  summary: 'Keeps a file under an id made by the desk. Idempotent.',
  request: {
    params: fileParams,
    headers: z.object({ 'content-type': z.string().min(1), 'x-file-name': z.string().optional() }),
    body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: {
    200: json(uploadReply, 'Kept.'),
    409: json(restError, 'Other bytes are kept under this id.'),
    413: json(restError, 'Too large.'),
    422: json(restError, 'Nothing in it.'),
    429: json(restError, 'Too many files of this person, or of everybody, are on their way.'),
    507: json(restError, 'The disk has no room for it beside what stays free.'),
    ...failures,
  },
})

const download = route({
  access: 'agent',
  method: 'get',
  path: '/files/{fileId}',
  summary: 'The bytes of a kept file.',
  request: { params: fileParams },
  responses: {
    200: {
      description: 'The bytes.',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    ...failures,
  },
})

const RETRY_AFTER_S = '5'
/** What a page of ours may show in place; everything else is offered for saving only. */
const SHOWN_IN_PLACE = /^(image\/(jpeg|png|gif|webp|bmp|heic|heif|avif)|audio\/[\w.+-]+|video\/(mp4|webm|ogg))$/

export function addFileRoutes(app: Api, context: ApiContext): void {
  app.openapi(upload, async (c) => {
    const { fileId } = c.req.valid('param')
    const headers = c.req.valid('header')
    const announced = Number(c.req.header('content-length') ?? 0)
    if (announced > MAX_UPLOAD_BYTES) return c.json(tooLarge(), 413)
    const body = c.req.raw.body
    const mimeType = headers['content-type'].split(';')[0]?.trim().toLowerCase() ?? ''
    const name = headers['x-file-name'] === undefined ? null : decodeName(headers['x-file-name'])
    const place = context.uploads.enter(callerOf(c).agentId)
    if (!place) {
      c.header('retry-after', RETRY_AFTER_S)
      return c.json(
        problem('tooMany', 'Too many files are on their way at once. Send this one again a little later.'),
        429,
      )
    }
    const size = { announced: Number.isFinite(announced) ? announced : 0 }
    const kept = await context.files.upload(fileId, body ?? emptyBody(), mimeType, name, size).finally(() => {
      place.dispose()
    })
    if (kept.ok) return c.json({ fileId, bytes: kept.value.bytes }, 200)
    if (kept.error === 'tooLarge') return c.json(tooLarge(), 413)
    if (kept.error === 'empty') return c.json(problem('empty', 'An empty file is not kept.'), 422)
    return c.json(problem('idTaken', 'Other bytes are kept under this id.'), 409)
  })

  app.openapi(download, async (c) => {
    const file = await context.files.find(c.req.valid('param').fileId)
    if (!file) return c.json(problem('unknownFile', 'There is no such file.'), 404)
    const isShown = SHOWN_IN_PLACE.test(file.mimeType)
    const name = encodeName(safeFileName(file.name ?? 'file'))
    return c.body(Readable.toWeb(context.files.stream(file)) as ReadableStream, 200, {
      'content-type': isShown ? file.mimeType : 'application/octet-stream',
      'content-length': String(file.bytes),
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })
}

function tooLarge() {
  return problem('tooLarge', `At most ${MAX_UPLOAD_BYTES} bytes are taken.`)
}

function decodeName(header: string): string | null {
  try {
    return decodeURIComponent(header).slice(0, 255)
  } catch (error) {
    // Not percent-encoded as agreed: a file without its name is better than none.
    if (error instanceof URIError) return null
    throw error
  }
}

/** As RFC 5987 has it: what encodeURIComponent leaves of the rest. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

async function* emptyBody(): AsyncIterable<Uint8Array> {
  // Nothing was sent: an empty file.
}
