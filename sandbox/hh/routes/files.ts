import { Hono } from 'hono'

import { drawScene } from '../../lib/scenes'
import { badArgument } from '../api-error'
import type { HhContext } from '../context'
import { acceptedType } from '../uploads'
import { bearerOf } from './guard'

const FORBIDDEN_PAGE = '<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>'
const PHOTO_PIXELS = { small: 100, medium: 240 } as const

/** The file store, a server of its own: takes uploads by link (facts §6, row 14) and gives files to whoever has the address. */
export function fileRoutes({ world, tokens, uploads }: HhContext): Hono {
  const app = new Hono()

  app.post('/files/upload', async (c) => {
    const verdict = tokens.check(bearerOf(c))
    // Not the API's error: a page.
    if (typeof verdict !== 'object') return c.html(FORBIDDEN_PAGE, 403)
    if (!uploads.isOpen(c.req.query('state') ?? '', verdict.userId)) throw badArgument('state')
    const { file } = await c.req.parseBody()
    if (!(file instanceof File)) throw badArgument('file')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const mimeType = acceptedType(bytes)
    if (mimeType === null) throw badArgument('file')
    return c.json({ upload_id: uploads.keep(verdict.userId, world.addFile({ name: file.name, mimeType, bytes })) })
  })

  app.get('/files/photo/:size', (c) => {
    const pixels = c.req.param('size') === 'small' ? PHOTO_PIXELS.small : PHOTO_PIXELS.medium
    return send(drawScene('portrait', pixels, pixels), 'image/png')
  })
  app.get('/files/:id', (c) => {
    const file = world.files.get(c.req.param('id'))
    return file ? send(file.bytes, file.mimeType) : c.notFound()
  })
  return app
}

function send(bytes: Uint8Array, mimeType: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': mimeType, 'cache-control': 'max-age=3600' } })
}
