import { Hono } from 'hono'
import { z } from 'zod'

import { ApiError, invalid } from '../api-error'
import type { SandboxContext } from '../context'
import { checkImage } from '../image-check'
import type { SandboxMessage } from '../model'
import { messageJson, seconds } from '../wire'
import { guard, jsonBody, pageOf } from './guard'

const MAX_TEXT_CHARACTERS = 1000
const DELETE_WINDOW_MS = 3_600_000

const textBody = z.object({ type: z.literal('text'), message: z.object({ text: z.string().min(1) }) })
const imageBody = z.object({ image_id: z.string().min(1) })

/** Rows 3 to 7 and 9 of the facts file. */
export function messageRoutes(sandbox: SandboxContext): Hono {
  const app = new Hono()
  const { world, settings, accepted } = sandbox
  const read = guard(sandbox, 'messenger:read')
  const write = guard(sandbox, 'messenger:write')

  app.on(
    'GET',
    ['v1', 'v2', 'v3'].flatMap((v) => [
      `/messenger/${v}/accounts/:user/chats/:chat/messages/`,
      `/messenger/${v}/accounts/:user/chats/:chat/messages`,
    ]),
    read,
    (c) => {
      const { limit, offset } = pageOf(c)
      const newestFirst = world
        .chat(c.req.param('chat') ?? '')
        // Reversed before, so that of one moment the later is the newer too.
        .messages.toReversed()
        .sort((a, b) => b.createdAtMs - a.createdAtMs)
        .map(messageJson)
      const page = newestFirst.slice(offset, offset + limit)
      if (settings.listShape === 'array') return c.json(page)
      return c.json({ messages: page, meta: { has_more: newestFirst.length > offset + limit } })
    },
  )

  app.post('/messenger/v1/accounts/:user/chats/:chat/messages', write, async (c) => {
    const chat = world.chat(c.req.param('chat'))
    const body = textBody.safeParse(await jsonBody(c))
    if (!body.success) throw invalid('message', 'text is required')
    const { text } = body.data.message
    if ([...text].length > MAX_TEXT_CHARACTERS) throw invalid('message.text', 'must be at most 1000 characters')
    const message = world.addMessage(chat, { authorId: world.account.id, type: 'text', content: { text } })
    accepted.push({ chatId: chat.id, message })
    return c.json(sentJson(message))
  })

  app.post('/messenger/v1/accounts/:user/uploadImages', write, async (c) => {
    const form = await c.req.parseBody({ all: true })
    const files = [form['uploadfile[]']].flat().filter((part) => part instanceof File)
    const [file] = files
    if (!file || files.length !== 1) throw invalid('uploadfile[]', 'exactly one file is required')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = world.addImage(bytes, checkImage(bytes))
    return c.json({ [id]: world.imageSizes(id) })
  })

  app.post('/messenger/v1/accounts/:user/chats/:chat/messages/image', write, async (c) => {
    const chat = world.chat(c.req.param('chat'))
    const body = imageBody.safeParse(await jsonBody(c))
    const sizes = body.success ? world.imageSizes(body.data.image_id) : null
    if (!sizes) throw invalid('image_id', 'unknown image')
    const message = world.addMessage(chat, { authorId: world.account.id, type: 'image', content: { image: { sizes } } })
    accepted.push({ chatId: chat.id, message })
    return c.json({ ...sentJson(message), author_id: message.authorId })
  })

  app.post('/messenger/v1/accounts/:user/chats/:chat/messages/:message', write, (c) => {
    const chat = world.chat(c.req.param('chat'))
    const message = world.message(chat, c.req.param('message'))
    if (message.direction !== 'out') throw new ApiError(403, 'Only own messages can be deleted')
    if (world.clock.now() - message.createdAtMs > DELETE_WINDOW_MS)
      throw new ApiError(400, 'Message is older than an hour')
    world.eraseMessage(chat, message)
    return c.json({})
  })

  app.get('/messenger/v1/accounts/:user/getVoiceFiles', read, (c) => {
    const ids = (c.req.queries('voice_ids') ?? []).flatMap((value) => value.split(','))
    if (ids.length === 0) throw invalid('voice_ids', 'is required')
    const links = ids.map((id) => [id, world.voiceLink(id)] as const).filter(([, link]) => link !== null)
    return c.json({ voices_urls: Object.fromEntries(links) })
  })
  return app
}

function sentJson(message: SandboxMessage) {
  return {
    id: message.id,
    created: seconds(message.createdAtMs),
    direction: 'out',
    type: message.type,
    content: message.content,
  }
}
