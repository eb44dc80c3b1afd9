import type { FileId } from '#shared/domain/ids'
import type { ImageContent, MessageContent, VoiceContent } from '#shared/domain/message'
import { DisposableStore } from '#shared/lib/disposable'

import { requireUserId, type DriverContext } from './driver-context'
import type { PendingMedia } from './driver-state'
import { download, type Download } from '../platform/downloads'
import { measureImage } from '../platform/image-measure'
import type { SizedImage } from './wire/map-chat'
import { mapContent, mapMessage } from './wire/map-message'

const MAX_IMAGE_BYTES = 30 * 1024 * 1024
const MAX_VOICE_BYTES = 30 * 1024 * 1024
const MAX_AVATAR_BYTES = 1024 * 1024
const IMMEDIATE_TRIES = 2
const REMEMBERED_CONTENTS = 2000

/** `gone`: for good. `noRoom`: the hub cannot keep it now. `null`: it could not be fetched. */
type Missed = 'gone' | 'noRoom' | null

/**
 * Fetches pictures and sounds and gives them to the hub for keeping: the platform's links die (voice: in an hour).
 * What could not be fetched at once is remembered over restarts and tried again; in the end it is said to be lost.
 */
export class MediaKeeper {
  private readonly owned = new DisposableStore()
  private readonly contents = new Map<string, MessageContent>()
  private timer: { dispose(): void } | null = null
  private isRunning = false

  constructor(private readonly context: DriverContext) {}

  start(): void {
    this.schedule()
  }

  dispose(): void {
    this.owned.dispose()
  }

  /** Content of a picture or sound that is already the hub's, if it came by since the start. */
  remembered(messageId: string): MessageContent | null {
    return this.contents.get(messageId) ?? null
  }

  remember(messageId: string, content: MessageContent): void {
    this.contents.set(messageId, content)
    if (this.contents.size <= REMEMBERED_CONTENTS) return
    const [oldest] = this.contents.keys()
    if (oldest !== undefined) this.contents.delete(oldest)
  }

  /** `null`: could not be fetched now, `noRoom`: or kept; the caller shows a stub and calls `retryLater`. */
  async fetchImage(image: SizedImage): Promise<ImageContent | Missed> {
    const limits = { timeoutMs: this.context.tuning.downloadTimeoutMs, maxBytes: MAX_IMAGE_BYTES }
    for (let attempt = 0; attempt < IMMEDIATE_TRIES; attempt += 1) {
      const result = await download(this.context.perform, image.url, limits)
      if (result.ok) return this.keepImage(result.value, image)
      if (result.error === 'gone') return 'gone'
    }
    return null
  }

  async fetchAvatar(url: string): Promise<FileId | null> {
    const limits = { timeoutMs: this.context.tuning.downloadTimeoutMs, maxBytes: MAX_AVATAR_BYTES }
    const result = await download(this.context.perform, url, limits)
    if (!result.ok || !result.value.mimeType.startsWith('image/')) return null
    return this.context.host.saveFile(result.value.bytes, result.value.mimeType, null)
  }

  async retryLater(
    pending: Pick<PendingMedia, 'chatId' | 'clientName' | 'isBackfill' | 'message'>[],
    delayMs: number,
  ): Promise<void> {
    if (pending.length === 0) return
    const nextAtMs = this.context.host.clock.now() + delayMs
    await this.context.state.change(({ media }) => {
      const known = new Set(media.map((entry) => entry.message.id))
      return {
        media: [
          ...media,
          ...pending.filter((entry) => !known.has(entry.message.id)).map((entry) => ({ ...entry, tries: 0, nextAtMs })),
        ],
      }
    })
    this.schedule()
  }

  private schedule(): void {
    if (this.isRunning || this.owned.isDisposed) return
    const next = this.context.state.value.media.reduce(
      (min, entry) => Math.min(min, entry.nextAtMs),
      Number.POSITIVE_INFINITY,
    )
    if (this.timer) this.owned.release(this.timer)
    this.timer = null
    if (!Number.isFinite(next)) return
    const delayMs = Math.max(0, next - this.context.host.clock.now())
    this.timer = this.owned.add(this.context.host.clock.schedule(delayMs, () => void this.run()))
  }

  private async run(): Promise<void> {
    this.isRunning = true
    try {
      const now = this.context.host.clock.now()
      for (const pending of this.context.state.value.media.filter((entry) => entry.nextAtMs <= now)) {
        if (this.owned.isDisposed) return
        await this.tryAgain(pending)
      }
    } catch (error) {
      this.context.logger.error('Fetching media failed', { error: error instanceof Error ? error.message : 'unknown' })
    } finally {
      this.isRunning = false
      this.schedule()
    }
  }

  private async tryAgain(pending: PendingMedia): Promise<void> {
    const content = await this.resolve(pending)
    const { message, tries } = pending
    if (content !== null && content !== 'noRoom') {
      await this.ingest(pending, content)
      await this.context.state.change(({ media }) => ({
        media: media.filter((entry) => entry.message.id !== message.id),
      }))
      return
    }
    // Somebody has to make room: that is no failure of the platform's, after some of which it counts as lost.
    const spent = content === 'noRoom' ? tries : tries + 1
    const delays = this.context.tuning.mediaRetryMs
    const delayMs = delays[Math.min(tries, delays.length - 1)] ?? 0
    const nextAtMs = this.context.host.clock.now() + delayMs
    await this.context.state.change(({ media }) => ({
      media: media.map((entry) => (entry.message.id === message.id ? { ...entry, tries: spent, nextAtMs } : entry)),
    }))
  }

  /** `null`, `noRoom`: try again. */
  private async resolve(pending: PendingMedia): Promise<MessageContent | 'noRoom' | null> {
    const raw = mapContent(pending.message.type, pending.message.content)
    const isLastTry = pending.tries + 1 >= this.context.tuning.mediaRetryMs.length
    if (raw.kind === 'image') {
      const image = await this.fetchImage(raw.image)
      if (image === 'gone' || (image === null && isLastTry)) return stubFor(raw.image)
      return image
    }
    if (raw.kind === 'voice') {
      const voice = await this.fetchVoice(raw.voiceId)
      if (voice === 'gone' || (voice === null && isLastTry)) return { kind: 'voice', fileId: null, state: 'lost' }
      return voice
    }
    return raw.content
  }

  private async fetchVoice(voiceId: string): Promise<VoiceContent | Missed> {
    const user = await requireUserId(this.context)
    if (!user.ok) return null
    const links = await this.context.api.voiceLinks(user.value, [voiceId])
    if (!links.ok) return links.error.kind === 'notFound' || links.error.kind === 'invalid' ? 'gone' : null
    const url = links.value.voices_urls?.[voiceId]
    if (url === undefined) return 'gone'
    const limits = { timeoutMs: this.context.tuning.downloadTimeoutMs, maxBytes: MAX_VOICE_BYTES }
    const result = await download(this.context.perform, url, limits)
    // A link that expired between the two requests: the next try gets a fresh one.
    if (!result.ok) return null
    const fileId = await this.context.host.saveFile(result.value.bytes, result.value.mimeType, null)
    return fileId === null ? 'noRoom' : { kind: 'voice', fileId, state: 'kept' }
  }

  private async keepImage(file: Download, image: SizedImage): Promise<ImageContent | 'noRoom'> {
    const fileId = await this.context.host.saveFile(file.bytes, file.mimeType, null)
    if (fileId === null) return 'noRoom'
    const measured = measureImage(file.bytes)
    return {
      kind: 'image',
      fileId,
      width: measured?.width ?? image.width,
      height: measured?.height ?? image.height,
      bytes: file.bytes.length,
      name: null,
    }
  }

  private async ingest(pending: PendingMedia, content: MessageContent): Promise<void> {
    const { chatId, clientName, isBackfill, message } = pending
    await this.context.host.ingest({
      chats: [],
      messages: [mapMessage(message, chatId, clientName, content, isBackfill)],
    })
    this.remember(message.id, content)
  }
}

/** Stands in the chat for a picture that could not be fetched; its address may still open in a browser. */
export function stubFor(image: SizedImage): MessageContent {
  return { kind: 'unsupported', externalType: 'image', openUrl: image.url }
}
