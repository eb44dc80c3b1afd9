import type { MessageContent } from '#shared/domain/message'

import { download, type Download } from '../platform/downloads'
import { measureImage } from '../platform/image-measure'
import type { HhContext } from './driver-context'
import type { RawContent } from './wire/map-message'

const MAX_BYTES = 30 * 1024 * 1024
const REMEMBERED = 2000
const TRIES_AT_MOST = 40

type Attachment = Extract<RawContent, { kind: 'attachment' }>

/**
 * Fetches pictures and files and gives them to the hub for keeping: how long the platform's addresses live is not
 * documented. What could not be fetched at once is remembered over restarts and tried again.
 */
export class AttachmentKeeper {
  private readonly contents = new Map<string, MessageContent>()

  constructor(private readonly context: HhContext) {}

  async contentOf(chatId: string, messageId: string, attachment: Attachment): Promise<MessageContent> {
    const remembered = this.contents.get(messageId)
    if (remembered) return remembered
    const { perform, tuning } = this.context
    const limits = { timeoutMs: tuning.downloadTimeoutMs, maxBytes: MAX_BYTES }
    const file = await download(perform, attachment.url, limits)
    const content = file.ok ? await this.keep(file.value, attachment) : null
    if (content) {
      this.remember(messageId, content)
      await this.forget(messageId)
      return content
    }
    if (file.ok) await this.retryLater(chatId, messageId, 'noRoom')
    else if (file.error === 'retry') await this.retryLater(chatId, messageId)
    else await this.forget(messageId)
    return stubFor(attachment)
  }

  /** Of a message that the hub has, whose picture is not fetched once more for its read mark. */
  known(messageId: string, attachment: Attachment): MessageContent {
    return this.contents.get(messageId) ?? stubFor(attachment)
  }

  /** Chats with something that is to be fetched by now. */
  due(): readonly string[] {
    const now = this.context.host.clock.now()
    const due = this.context.state.value.media.filter(({ nextAtMs }) => nextAtMs <= now)
    return [...new Set(due.map(({ chatId }) => chatId))]
  }

  /** Messages that are to be handed over anew though nothing of them changed. */
  isWaiting(messageId: string): boolean {
    return this.context.state.value.media.some(({ id }) => id === messageId)
  }

  /** Sent by us: it is here already. */
  remember(messageId: string, content: MessageContent): void {
    this.contents.set(messageId, content)
    if (this.contents.size <= REMEMBERED) return
    const [oldest] = this.contents.keys()
    if (oldest !== undefined) this.contents.delete(oldest)
  }

  /** `null`: there is no room for it now. */
  private async keep(file: Download, { title, mimeType }: Attachment): Promise<MessageContent | null> {
    const type = file.mimeType === 'application/octet-stream' && mimeType !== '' ? mimeType : file.mimeType
    const name = title === '' ? null : title
    const fileId = await this.context.host.saveFile(file.bytes, type, name)
    if (fileId === null) return null
    const bytes = file.bytes.length
    const size = type.startsWith('image/') ? measureImage(file.bytes) : null
    if (size) return { kind: 'image', fileId, ...size, bytes, name }
    return { kind: 'file', fileId, name: name ?? '', mimeType: type, bytes }
  }

  /** `noRoom` is no failure of the platform's: it is not given up for it. */
  private async retryLater(chatId: string, id: string, why: 'failed' | 'noRoom' = 'failed'): Promise<void> {
    const { state, host, tuning, logger } = this.context
    const tries = state.value.media.find((entry) => entry.id === id)?.tries ?? 0
    if (tries >= TRIES_AT_MOST) {
      logger.warn('A picture could not be fetched', { tries })
      return this.forget(id)
    }
    const delays = tuning.detailRetryMs
    const nextAtMs = host.clock.now() + (delays[Math.min(tries, delays.length - 1)] ?? 0)
    await state.change(({ media }) => ({
      media: [
        ...media.filter((entry) => entry.id !== id),
        { id, chatId, tries: why === 'noRoom' ? tries : tries + 1, nextAtMs },
      ],
    }))
  }

  private async forget(id: string): Promise<void> {
    if (!this.isWaiting(id)) return
    await this.context.state.change(({ media }) => ({ media: media.filter((entry) => entry.id !== id) }))
  }
}

/** Stands in the chat for what could not be fetched; its address may still open in a browser. */
function stubFor({ mimeType, url }: Attachment): MessageContent {
  return { kind: 'unsupported', externalType: mimeType, openUrl: url }
}
