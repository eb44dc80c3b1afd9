import { Hono, type Context } from 'hono'

import { badArgument, badMessage, chatRefusal, HhError } from '../api-error'
import type { HhContext } from '../context'
import type { Manager } from '../model'
import {
  canEdit,
  deleteMessage,
  editMessage,
  markViewed,
  messageIn,
  participantFor,
  writeRefusal,
} from '../rules/chat-rules'
import { tellState } from '../rules/negotiation-rules'
import { CONDITIONS } from '../uploads'
import type { NewMessage } from '../world'
import { hhDate } from '../wire/dates'
import { employerOnly, jsonBody, type EmployerEnv } from './guard'

const MAX_TEXT = 20_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Rows 4 to 7, 13 and 14 of facts §6: what is said. */
export function chatMessageRoutes(sandbox: HhContext): Hono<EmployerEnv> {
  const app = new Hono<EmployerEnv>()
  const { world, settings, uploads, idempotencyKeys, accepted } = sandbox
  const allowed = employerOnly(sandbox, 'chats')
  const here = (c: Context<EmployerEnv>) => {
    const chat = world.chat(c.req.param('chat') ?? '')
    return { chat, sender: participantFor(chat, c.get('manager')) }
  }

  app.post('/common/chats/:chat/messages', allowed, async (c) => {
    const { chat, sender } = here(c)
    const manager = c.get('manager')
    const body = await jsonBody(c)
    const key = body['idempotency_key']
    if (typeof key !== 'string' || !UUID.test(key)) throw badArgument('idempotency_key')
    const known = `${manager.userId}:${chat.id}:${key.toLowerCase()}`
    if (idempotencyKeys.has(known)) throw new HhError(409, [{ type: 'conflict', reason: 'already_exists' }])
    const content = contentOf(sandbox, manager, body)
    if (writeRefusal(chat, settings)) throw chatRefusal('chat_blocked')
    idempotencyKeys.add(known)
    const message = world.addMessage(chat, { sender, ...content })
    accepted.push({ chatId: chat.id, message, manager })
    const topic = settings.doChatsTellStage ? world.topicOf(chat) : null
    if (topic) tellState(topic)
    return c.json({ id: message.id }, 201)
  })

  app.put('/common/chats/:chat/messages/:message', allowed, async (c) => {
    const { chat, sender } = here(c)
    const message = messageIn(chat, c.req.param('message'))
    const text = textOf((await jsonBody(c))['text'], settings)
    if (!canEdit(message, sender, settings, world.clock.now())) throw chatRefusal('message_edit_not_allowed')
    editMessage(message, text, world.clock.now())
    return c.body(null, 204)
  })

  app.delete('/common/chats/:chat/messages/:message', allowed, (c) => {
    const { chat, sender } = here(c)
    const message = messageIn(chat, c.req.param('message'))
    if (!canEdit(message, sender, settings, world.clock.now())) throw chatRefusal('message_delete_not_allowed')
    deleteMessage(message, world.clock.now())
    return c.body(null, 204)
  })

  app.put('/common/chats/:chat/message/:message/read', allowed, (c) => {
    const { chat, sender } = here(c)
    markViewed(sender, messageIn(chat, c.req.param('message')))
    return c.body(null, 204)
  })

  app.get('/common/chats/files/conditions', allowed, (c) => c.json(CONDITIONS))

  app.post('/common/chats/files/upload_links', allowed, (c) => {
    if (settings.areFilesDisabled) throw badMessage('file_upload_ids', 'temporary_disabled')
    const { state, expiresAtMs } = uploads.openLink(c.get('manager').userId)
    return c.json({ upload_url: `${world.baseUrl}/files/upload?state=${state}`, expires_at: hhDate(expiresAtMs) })
  })
  return app
}

/** A text or exactly one file; text and file are two messages. */
function contentOf(
  { settings, uploads }: HhContext,
  manager: Manager,
  body: Readonly<Record<string, unknown>>,
): Pick<NewMessage, 'text' | 'file'> {
  const { text, file_upload_ids: fileIds } = body
  if (text !== undefined && fileIds !== undefined) throw badMessage('multiple_fields', 'text_or_file_upload_ids')
  if (fileIds === undefined) return { text: textOf(text, settings) }
  if (settings.areFilesDisabled) throw badMessage('file_upload_ids', 'temporary_disabled')
  const [id, ...more] = Array.isArray(fileIds) ? (fileIds as unknown[]) : []
  const file = typeof id === 'string' && more.length === 0 ? uploads.find(id, manager.userId) : null
  if (!file) throw badMessage('file_upload_ids', 'required')
  return { file }
}

function textOf(text: unknown, { spamWords, rudeWords }: HhContext['settings']): string {
  if (typeof text !== 'string' || text === '') throw badMessage('text', 'required')
  // A text that is too long has no documented reason of its own.
  if ([...text].length > MAX_TEXT) throw badArgument('text')
  const words = text.toLowerCase()
  if ([...spamWords, ...rudeWords].some((word) => words.includes(word))) throw badMessage('text', 'spam_detected')
  return text
}
