import { Readable } from 'node:stream'

import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'

import { portalKey } from '#shared/contract/portal'
import { channelId, fileId } from '#shared/contract/ids'
import type { ChannelId } from '#shared/domain/ids'
import { SITE_FILE_BYTES } from '#shared/domain/site-chat'
import { safeFileName } from '#shared/lib/safe-file-name'
import { describeError } from '#shared/lib/logger'

import { isShownImage } from '../../channels/site/company-book'
import type { Identity } from '../../channels/site'
import { isDiskFull } from '../../store/disk-full'
import { problem } from '../answers'
import { bearerOf } from '../guard'
import type { PortalContext, PortalEnv } from './portal-context'
import { addressOf, isOwnHost, isOwnOrigin } from './portal-guard'
import { addPages } from './portal-pages'

/** What visitors' browsers ask: pages, files, the icon. Nothing of the desk's interface is reachable from here. */
export function createPortalApp(context: PortalContext) {
  const app = new Hono<PortalEnv>()

  app.use(async (c, next) => {
    if (!(await isOwnHost(context, c.req.header('host')))) return c.json(problem('wrongHost', 'Unknown host.'), 403)
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    return undefined
  })

  addPages(app, context)

  /** Asked by the icon from the company's own page; nobody else's page gets an answer. */
  app.get('/portal/api/icon/:channelId', async (c) => {
    const id = channelId.safeParse(c.req.param('channelId'))
    const settings = id.success ? await context.settingsOf(id.data) : null
    if (!settings) return c.json(problem('unknownChannel', 'There is no such site chat.'), 404)
    const origin = c.req.header('origin')
    const isOwn = isOwnOrigin(origin, c.req.header('host'))
    if (!isOwn && !settings.sites.includes(origin ?? ''))
      return c.json(problem('wrongSite', 'This site is not among those of the channel.'), 403)
    c.header('vary', 'origin')
    if (origin !== undefined) c.header('access-control-allow-origin', origin)
    c.header('cross-origin-resource-policy', 'cross-origin')
    return c.json({ company: settings.company }, 200)
  })

  app.use('/portal/api/files/*', async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin'), c.req.header('host')))
      return c.json(problem('wrongOrigin', 'Only the chat’s own page may ask.'), 403)
    return next()
  })

  app.put('/portal/api/files/:fileId', async (c) => {
    const id = fileId.safeParse(c.req.param('fileId'))
    if (!id.success) return c.json(problem('invalid', 'The id of a file is a UUID.'), 400)
    const identity = await identityOf(context, c)
    if (!identity) return c.json(problem('notAuthorised', 'The key is missing, wrong, expired or revoked.'), 401)
    const address = addressOf(c.env.incoming?.socket?.remoteAddress, c.req.header('x-forwarded-for'))
    const waitMs =
      context.limits.uploads.take(identity.hash) || (identity.known ? 0 : context.limits.newcomers.take(address))
    if (waitMs > 0) {
      c.header('retry-after', String(Math.ceil(waitMs / 1000)))
      return c.json(problem('tooMany', 'Too many files at once; later they are welcome.'), 429)
    }
    const announced = Number(c.req.header('content-length') ?? 0)
    if (announced > SITE_FILE_BYTES) return c.json(tooLarge(), 413)
    const { visitorId } = await context.visitors.admit(identity)
    if (await context.visitors.isBlocked(visitorId)) return c.json(problem('blocked', 'Nothing is taken.'), 403)
    const declared = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    const name = decodeName(c.req.header('x-file-name') ?? '')
    const body = c.req.raw.body ?? emptyBody()
    const size = { maxBytes: SITE_FILE_BYTES, announced: Number.isFinite(announced) ? announced : 0 }
    const kept = await context.files.upload(id.data, body, declared, name, size)
    if (!kept.ok) {
      if (kept.error === 'tooLarge') return c.json(tooLarge(), 413)
      if (kept.error === 'empty') return c.json(problem('empty', 'There is nothing in the file.'), 422)
      return c.json(problem('idTaken', 'Other bytes are kept under this id.'), 409)
    }
    const file = kept.value
    if (isShownImage(declared) && (!isShownImage(file.mimeType) || file.width === null))
      return c.json(problem('notWhatItSays', `Called ${declared}, but its bytes are no such picture.`), 422)
    await context.visitors.keepFile(visitorId, file.id)
    return c.json({ fileId: file.id, bytes: file.bytes }, 200)
  })

  app.get('/portal/api/files/:fileId', async (c) => {
    const id = fileId.safeParse(c.req.param('fileId'))
    const identity = await identityOf(context, c)
    if (!identity) return c.json(problem('notAuthorised', 'The key is missing, wrong, expired or revoked.'), 401)
    const visitorId = identity.known?.visitorId
    const maySee = id.success && visitorId !== undefined && (await context.visitors.maySee(visitorId, id.data))
    const file = maySee ? await context.files.find(id.data) : null
    if (!file) return c.json(problem('unknownFile', 'There is no such file.'), 404)
    const name = encodeURIComponent(safeFileName(file.name ?? 'file')).replaceAll(/['()*]/g, '_')
    return c.body(Readable.toWeb(context.files.stream(file)) as ReadableStream, 200, {
      'content-type': isShownImage(file.mimeType) ? file.mimeType : 'application/octet-stream',
      'content-length': String(file.bytes),
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  app.notFound((c) => c.json(problem('unknownRoute', 'There is no such page.'), 404))
  app.onError((error, c) => {
    if (isDiskFull(error)) {
      context.logger.error('there is no room for a visitor’s file', { cause: describeError(error) })
      return c.json(problem('diskFull', 'There is no room for it now; later it is welcome.'), 507)
    }
    context.logger.error('a visitor’s request failed', { cause: describeError(error) })
    return c.json(problem('internal', 'The hub failed at this request; its log says more.'), 500)
  })
  return app
}

async function identityOf(context: PortalContext, c: Context<PortalEnv>): Promise<Identity | null> {
  const key = portalKey.safeParse(bearerOf(c.req.header('authorization')))
  const channel = z
    .uuid()
    .nullable()
    .safeParse(c.req.header('x-otklik-channel') ?? null)
  if (!key.success || !channel.success) return null
  const found = await context.visitors.identify(key.data, channel.data as ChannelId | null, context.clock.now())
  return found.ok ? found.value : null
}

function tooLarge() {
  return problem('tooLarge', `At most ${SITE_FILE_BYTES} bytes are taken.`)
}

function decodeName(header: string): string | null {
  try {
    const name = decodeURIComponent(header).slice(0, 255)
    return name === '' ? null : name
  } catch (error) {
    // Not percent-encoded as agreed: a file without its name is better than none.
    if (error instanceof URIError) return null
    throw error
  }
}

async function* emptyBody(): AsyncIterable<Uint8Array> {
  // Nothing was sent: an empty file.
}
