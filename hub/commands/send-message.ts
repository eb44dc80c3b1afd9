import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { textLength, type Capabilities } from '#shared/domain/capabilities'
import { isForLater, type Delivery } from '#shared/domain/delivery'
import type { AgentId, ChatId, FileId } from '#shared/domain/ids'
import type { FileContent, ImageContent, MessageContent } from '#shared/domain/message'
import { err, ok, type Result } from '#shared/lib/result'

import { agentAnswered } from '../cases/case-flow'
import { chatById, refreshChat, type StoredChat } from '../store/chats'
import { fileById } from '../store/files'
import { insertMessage, messageById, timeBelowAll } from '../store/messages'
import { enqueue } from '../store/outgoing'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { heldBy } from './held-by'
import { refusal } from './refusal'

/** A desk's clock may run ahead; its messages still must not stand in the future for long. */
const FUTURE_TOLERANCE_MS = 60_000
/** Nobody means a time further away. */
const LATEST_SEND_MS = 366 * 24 * 3_600_000

/** An answer: whoever writes it has the case from then on, where nobody had it. */
export async function sendMessage(
  tx: Write,
  context: CommandContext,
  actor: AgentId,
  args: CommandArgs<'sendMessage'>,
): Promise<CommandRefusal | null> {
  // Written again under another command, e.g. by a desk that lost its outbox's marks.
  const known = await messageById(tx, args.messageId)
  if (known) return known.chatId === args.chatId ? null : refusal('wrongState')
  const chat = await chatById(tx, args.chatId)
  if (!chat) return refusal('unknownChat')
  const closed = accessRefusal(chat)
  if (closed) return closed
  const capabilities = context.capabilitiesOf(chat.channelId)
  if (!capabilities) return refusal('channelRemoved')

  const sendAtMs = args.sendAtMs ?? tx.nowMs
  if (sendAtMs > tx.nowMs + LATEST_SEND_MS) return refusal('invalid', 'sendAtMs: more than a year ahead')
  const delivery: Delivery =
    sendAtMs > tx.nowMs ? { state: 'scheduled', sendAtMs } : { state: 'queued', nextTryAtMs: null }

  const content = await acceptableContent(tx, context, capabilities, args.content)
  if (!content.ok) return content.error
  const held = args.seen && (await heldBy(tx, actor, chat.id, args.seen))
  if (held) return held
  const atMs = await writtenAt(tx, chat.id, args.writtenAtMs)
  await insertMessage(tx, {
    id: args.messageId,
    chatId: chat.id,
    externalId: null,
    atMs,
    direction: 'out',
    author: { kind: 'agent', agentId: actor },
    content: content.value,
    quote: null,
    delivery,
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    isRead: true,
  })
  await enqueue(tx, { messageId: args.messageId, chatId: chat.id, channelId: chat.channelId, dueAtMs: sendAtMs })
  if (!isForLater(sendAtMs, atMs)) await agentAnswered(tx, context.newId, chat, actor)
  await refreshChat(tx, chat.id)
  return null
}

/** Below everything that is there already, until the channel says when it took the message. */
export function writtenAt(tx: Write, chatId: ChatId, writtenAtMs: number): Promise<number> {
  return timeBelowAll(tx, chatId, Math.min(writtenAtMs, tx.nowMs + FUTURE_TOLERANCE_MS))
}

export function accessRefusal(chat: StoredChat): CommandRefusal | null {
  switch (chat.access) {
    case 'open':
      return null
    case 'blocked':
      return refusal('clientBlocked')
    case 'left':
    case 'readOnly':
      return refusal('chatReadOnly')
    case 'gone':
    case 'noChat':
      return refusal('chatGone')
    case 'channelRemoved':
      return refusal('channelRemoved')
  }
}

async function acceptableContent(
  tx: Write,
  context: CommandContext,
  capabilities: Capabilities,
  content: CommandArgs<'sendMessage'>['content'],
): Promise<Result<MessageContent, CommandRefusal>> {
  if (content.kind === 'image') return acceptableImage(tx, context, capabilities, content.fileId, content.name)
  if (content.kind === 'file') return acceptableFile(tx, context, capabilities, content.fileId, content.name)
  if (content.text.trim() === '') return err(refusal('empty'))
  const length = textLength(content.text)
  if (length > capabilities.maxTextLength) return err(refusal('tooLong', `${length}/${capabilities.maxTextLength}`))
  return ok({ kind: 'text', text: content.text })
}

async function acceptableImage(
  tx: Write,
  context: CommandContext,
  capabilities: Capabilities,
  fileId: FileId,
  name: string | null,
): Promise<Result<ImageContent, CommandRefusal>> {
  const limits = capabilities.images
  if (!limits) return err(refusal('unsupported'))
  const file = await fileById(tx, fileId)
  if (!file || !context.blobs.has(file.hash)) return err(refusal('fileMissing'))
  if (file.bytes > limits.maxBytes) return err(refusal('imageTooLarge', `${file.bytes}/${limits.maxBytes}`))
  if (!limits.types.includes(file.mimeType)) return err(refusal('imageTypeUnsupported', file.mimeType))
  if (file.width === null || file.height === null) return err(refusal('imageUnreadable'))
  const pixels = file.width * file.height
  if (pixels > limits.maxPixels) return err(refusal('imageTooLarge', `${pixels}/${limits.maxPixels} px`))
  return ok({
    kind: 'image',
    fileId,
    width: file.width,
    height: file.height,
    bytes: file.bytes,
    name: name ?? file.name,
  })
}

async function acceptableFile(
  tx: Write,
  context: CommandContext,
  capabilities: Capabilities,
  fileId: FileId,
  name: string,
): Promise<Result<FileContent, CommandRefusal>> {
  const limits = capabilities.files
  if (!limits) return err(refusal('unsupported'))
  const file = await fileById(tx, fileId)
  if (!file || !context.blobs.has(file.hash)) return err(refusal('fileMissing'))
  if (file.bytes === 0) return err(refusal('empty'))
  if (file.bytes > limits.maxBytes) return err(refusal('fileTooLarge', `${file.bytes}/${limits.maxBytes}`))
  if (limits.types && !limits.types.includes(file.mimeType)) return err(refusal('fileTypeUnsupported', file.mimeType))
  return ok({ kind: 'file', fileId, name, mimeType: file.mimeType, bytes: file.bytes })
}
