import { textLength } from '#shared/domain/capabilities'
import type { SendFailure } from '#shared/domain/delivery'
import type { FileId } from '#shared/domain/ids'
import { ok } from '#shared/lib/result'

import type { OutgoingMessage, SendResult } from '../channel'
import { sendResultOf, type Asked, type Failure } from '../platform/failure'
import { measureImage } from '../platform/image-measure'
import type { AttachmentKeeper } from './attachment-keeper'
import { hhCapabilities } from './config'
import type { HhContext } from './driver-context'

const REMEMBERED_FILES = 200
const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

interface ImageFile {
  readonly bytes: Uint8Array
  readonly mimeType: string
  readonly name: string | null
}

/**
 * One message, one request that a client could see, under the message's own key: asked twice, the platform takes it once
 * and answers 409 to the second (facts/hh.md §6).
 */
export class MessageSender {
  /** Taken before under their keys: what the chat tells of them settles them. */
  private readonly accepted = new Map<string, 'look' | 'notThere'>()

  constructor(
    private readonly context: HhContext,
    private readonly attachments: AttachmentKeeper,
    private readonly onReadOnly: (chatId: string) => void,
  ) {}

  async send(message: OutgoingMessage): Promise<SendResult> {
    const { content } = message
    switch (content.kind) {
      case 'text':
        return this.sendText(message, content.text)
      case 'image':
        return this.sendImage(message, content.fileId)
      case 'file':
        return refused('fileTypeUnsupported')
    }
  }

  isAccepted(messageId: string): boolean {
    return this.accepted.has(messageId)
  }

  /** It was taken, and the chat does not have it: deleted on the platform's own page since. */
  noteAbsent(messageId: string): void {
    if (this.accepted.has(messageId)) this.accepted.set(messageId, 'notThere')
  }

  private async sendText(message: OutgoingMessage, text: string): Promise<SendResult> {
    if (text.trim() === '') return refused('empty')
    if (textLength(text) > hhCapabilities.maxTextLength) return refused('tooLong')
    return this.post(message, { text })
  }

  private async sendImage(message: OutgoingMessage, fileId: FileId): Promise<SendResult> {
    const { host, state } = this.context
    const file = await host.readFile(fileId)
    if (!file) return refused('fileMissing')
    const refusal = await this.refuseImage(file)
    if (!refusal.ok) return beforeSending(refusal.error)
    if (refusal.value) return refused(refusal.value)
    const name = file.name ?? `image.${EXTENSIONS[file.mimeType] ?? 'png'}`
    const uploaded = await this.upload(file, name)
    if (!uploaded.ok) return beforeSending(uploaded.error)
    // Remembered before it is sent: it is how the message is recognised if the answer is lost.
    await state.change(({ sentFiles }) => ({
      sentFiles: [...sentFiles.slice(1 - REMEMBERED_FILES), { messageId: message.id, name }],
    }))
    const result = await this.post(message, { file_upload_ids: [uploaded.value] })
    if (result.kind === 'sent') {
      const size = measureImage(file.bytes) ?? { width: null, height: null }
      const content = { kind: 'image', fileId, ...size, bytes: file.bytes.length, name } as const
      this.attachments.remember(result.externalId, content)
    }
    return result
  }

  /** Two steps; a link that has expired between them is asked for once more. */
  private async upload(file: ImageFile, name: string): Asked<string> {
    const { api, tuning } = this.context
    const form = () => {
      const data = new FormData()
      data.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), name)
      return data
    }
    for (let attempt = 0; ; attempt += 1) {
      const link = await api.uploadLink()
      if (!link.ok) return link
      const uploaded = await api.upload(link.value.upload_url, form, tuning.uploadTimeoutMs)
      if (uploaded.ok) return ok(uploaded.value.upload_id)
      if (attempt > 0 || !isExpiredLink(uploaded.error)) return uploaded
    }
  }

  /** What the platform takes is read at run time (§6, row 13). */
  private async refuseImage({ bytes, mimeType }: ImageFile): Asked<SendFailure | null> {
    if (!hhCapabilities.images?.types.includes(mimeType)) return ok('imageTypeUnsupported')
    if (!measureImage(bytes)) return ok('imageUnreadable')
    const conditions = await this.context.api.conditions()
    if (!conditions.ok) return conditions
    const { max_size: maxSize, mime_type: types } = conditions.value.files_upload
    if (!types.includes(mimeType)) return ok('imageTypeUnsupported')
    return ok(bytes.length > maxSize ? 'imageTooLarge' : null)
  }

  private async post({ id, chatExternalId }: OutgoingMessage, content: Readonly<Record<string, unknown>>) {
    const answer = await this.context.api.send(chatExternalId, { ...content, idempotency_key: id })
    if (answer.ok) {
      this.accepted.delete(id)
      // The answer has no time; the platform's are whole seconds.
      const atMs = Math.floor(this.context.platformClock.now() / 1000) * 1000
      return { kind: 'sent', externalId: answer.value.id, atMs } as const
    }
    return this.judge(id, chatExternalId, answer.error)
  }

  private judge(messageId: string, chatId: string, failure: Failure): SendResult {
    if (failure.kind === 'accepted') {
      if (this.accepted.get(messageId) === 'notThere')
        return {
          kind: 'refused',
          reason: 'rejected',
          detail: 'hh.ru took it before, and it is not in the chat any more',
        }
      this.accepted.set(messageId, 'look')
    }
    if (failure.kind === 'declined' && failure.reason === 'chatReadOnly') this.onReadOnly(chatId)
    return sendResultOf(failure)
  }
}

function isExpiredLink(failure: Failure): boolean {
  return failure.kind === 'invalid' && failure.detail === 'bad_argument: state'
}

function refused(reason: SendFailure): SendResult {
  return { kind: 'refused', reason, detail: null }
}

/** Nothing that a client could see was asked for yet, so an uncertain outcome here is a certain "not sent". */
function beforeSending(failure: Failure): SendResult {
  switch (failure.kind) {
    case 'uncertain':
      return { kind: 'notSent', retryAfterMs: null, detail: failure.detail }
    case 'stopped':
      return { kind: 'notSent', retryAfterMs: null, detail: 'stopped' }
    case 'invalid':
      return failure.detail === 'bad_argument: file'
        ? refused('imageUnreadable')
        : { kind: 'refused', reason: 'rejected', detail: failure.detail }
    default:
      return sendResultOf(failure)
  }
}
