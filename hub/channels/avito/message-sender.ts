import { textLength } from '#shared/domain/capabilities'
import type { SendFailure } from '#shared/domain/delivery'

import type { OutgoingMessage, SendResult } from '../channel'
import { avitoCapabilities } from './config'
import { requireUserId, type DriverContext } from './driver-context'
import { sendResultOf, type Failure } from '../platform/failure'
import { measureImage } from '../platform/image-measure'
import type { MediaKeeper } from './media-keeper'

const REMEMBERED_IMAGES = 100

/** One message, one request that may change something: no retry here beyond the renewed token. */
export class MessageSender {
  /** When an attempt with a lost outcome ended, by chat: the chat may show the message a moment later. */
  private readonly uncertain = new Map<string, { endedAtMs: number; settleMs: number }>()

  constructor(
    private readonly context: DriverContext,
    private readonly media: MediaKeeper,
  ) {}

  async send(message: OutgoingMessage): Promise<SendResult> {
    const refusal = refuseAtOnce(message)
    if (refusal) return refusal
    const { content } = message
    return content.kind === 'text' ? this.sendText(message, content.text) : this.sendImage(message, content.fileId)
  }

  /** How long the chat cannot yet be taken at its word about this message's absence. */
  settleLeftMs(chatId: string): number {
    const attempt = this.uncertain.get(chatId)
    if (!attempt) return 0
    return Math.max(0, attempt.endedAtMs + attempt.settleMs - this.context.host.clock.now())
  }

  private async sendText(message: OutgoingMessage, text: string): Promise<SendResult> {
    const user = await requireUserId(this.context)
    if (!user.ok) return beforeSending(user.error)
    const answer = await this.context.api.sendText(user.value, message.chatExternalId, text)
    if (answer.ok) return { kind: 'sent', externalId: answer.value.id, atMs: answer.value.created * 1000 }
    return this.judge(message.chatExternalId, answer.error)
  }

  private async sendImage(
    message: OutgoingMessage,
    fileId: Parameters<DriverContext['host']['readFile']>[0],
  ): Promise<SendResult> {
    const file = await this.context.host.readFile(fileId)
    if (!file) return { kind: 'refused', reason: 'fileMissing', detail: null }
    const refusal = refuseImage(file)
    if (refusal) return { kind: 'refused', reason: refusal, detail: null }
    const user = await requireUserId(this.context)
    if (!user.ok) return beforeSending(user.error)
    const uploaded = await this.context.api.uploadImage(user.value, () => {
      const form = new FormData()
      form.append('uploadfile[]', new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), file.name ?? 'image')
      return form
    })
    if (!uploaded.ok) return beforeSending(uploaded.error)
    const [imageId] = Object.keys(uploaded.value)
    if (imageId === undefined) return { kind: 'notSent', retryAfterMs: null, detail: 'the upload gave no image' }
    // Remembered before it is sent: it is how the message is recognised if the answer is lost.
    const sent = { chatId: message.chatExternalId, fileId, imageId }
    await this.context.state.change(({ sentImages }) => ({
      sentImages: [...sentImages.slice(1 - REMEMBERED_IMAGES), sent],
    }))
    const answer = await this.context.api.sendImage(user.value, message.chatExternalId, imageId)
    if (!answer.ok) return this.judge(message.chatExternalId, answer.error)
    const { id, created } = answer.value
    this.media.remember(id, {
      kind: 'image',
      fileId,
      width: null,
      height: null,
      bytes: file.bytes.length,
      name: file.name,
    })
    return { kind: 'sent', externalId: id, atMs: created * 1000 }
  }

  private judge(chatId: string, failure: Failure): SendResult {
    const result = sendResultOf(failure)
    if (result.kind === 'unknown') {
      const { tuning, host } = this.context
      const isTimeout = failure.kind === 'uncertain' && failure.cause === 'timedOut'
      this.uncertain.set(chatId, {
        endedAtMs: host.clock.now(),
        settleMs: isTimeout ? tuning.settleAfterTimeoutMs : tuning.settleAfterLossMs,
      })
    }
    return result
  }
}

function refuseAtOnce({ content }: OutgoingMessage): SendResult | null {
  if (content.kind !== 'text') return null
  if (content.text.trim() === '') return { kind: 'refused', reason: 'empty', detail: null }
  if (textLength(content.text) > avitoCapabilities.maxTextLength)
    return { kind: 'refused', reason: 'tooLong', detail: null }
  return null
}

function refuseImage({ bytes, mimeType }: { bytes: Uint8Array; mimeType: string }): SendFailure | null {
  const { images } = avitoCapabilities
  if (!images?.types.includes(mimeType)) return 'imageTypeUnsupported'
  if (bytes.length > images.maxBytes) return 'imageTooLarge'
  const size = measureImage(bytes)
  // HEIC comes in kinds whose header cannot be read here; the platform judges those itself.
  if (!size) return mimeType === 'image/heic' ? null : 'imageUnreadable'
  return size.width * size.height > images.maxPixels ? 'imageTooLarge' : null
}

/** Nothing that a client could see was asked for yet, so an uncertain outcome here is a certain "not sent". */
function beforeSending(failure: Failure): SendResult {
  if (failure.kind === 'notFound') return { kind: 'notSent', retryAfterMs: null, detail: 'HTTP 404 before sending' }
  if (failure.kind === 'uncertain' || failure.kind === 'stopped') {
    return { kind: 'notSent', retryAfterMs: null, detail: failure.kind === 'stopped' ? 'stopped' : failure.detail }
  }
  return sendResultOf(failure)
}
