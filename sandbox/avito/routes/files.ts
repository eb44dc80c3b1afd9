import { Hono } from 'hono'

import type { SandboxContext } from '../context'

/** Pictures and sounds by their addresses. As on the platform, they need no token. */
export function fileRoutes({ world }: SandboxContext): Hono {
  const app = new Hono()
  app.get('/files/images/:id/:size', (c) => {
    const file = world.imageFile(c.req.param('id'), c.req.param('size'))
    return file ? send(file.bytes, file.mimeType) : c.notFound()
  })
  app.get('/files/voices/:key', (c) => {
    const voice = world.voiceFile(c.req.param('key'))
    if (voice === 'expired') return c.text('Link has expired', 403)
    return voice ? send(voice.bytes, voice.mimeType) : c.notFound()
  })
  return app
}

function send(bytes: Uint8Array, mimeType: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': mimeType, 'cache-control': 'max-age=3600' } })
}
