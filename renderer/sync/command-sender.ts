import type { CommandRefusal } from '#shared/contract/commands'
import type { DeskFrame } from '#shared/contract/sync'
import type { CommandId, MessageId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { UploadShare } from '../data/desk-data'
import type { PendingRepository } from '../data/pending.repository'
import type { CommandEntry, ImageEntry } from '../data/rows'
import type { HubRest } from './hub-rest'
import type { HubAddress } from './hub-socket'
import { ImageUpload } from './image-upload'

export interface CommandSenderDeps {
  readonly pending: PendingRepository
  readonly rest: HubRest
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  readonly send: (frame: DeskFrame) => void
  /** An upload that was refused for good ends its message. */
  readonly refuse: (id: CommandId, refusal: CommandRefusal) => Promise<void>
  /** While a picture is on its way, then `null`. */
  readonly onUpload: (messageId: MessageId, share: UploadShare | null) => void
}

type Queued = CommandEntry & { readonly order: number }

/**
 * Sends the outbox over one connection: in the order of the wishes within a chat, a picture before its message.
 * A picture on its way holds up its own chat only. Nothing is removed here; what got no outcome is sent again by
 * the sender of the next connection.
 */
export class CommandSender implements Disposable {
  private readonly owned = new DisposableStore()
  private readonly held: Queued[] = []
  private readonly heldChats = new Set<string>()
  /** To be let go at the next pass: within one pass a later wish of the chat would overtake those held. */
  private readonly releasedChats = new Set<string>()
  /** By the order of their wish. */
  private readonly uploads = new Map<number, ImageUpload>()
  private lastOrder = 0
  private isReading = false
  private isStale = false

  constructor(
    private readonly deps: CommandSenderDeps,
    private readonly address: HubAddress,
  ) {}

  dispose(): void {
    this.owned.dispose()
  }

  /** The outbox may hold new wishes. */
  handleOutboxChanged(): void {
    this.isStale = true
    if (this.isReading || this.owned.isDisposed) return
    this.isReading = true
    this.readAll().catch((error: unknown) => {
      this.deps.logger.error('reading the outbox failed', { error: describeError(error) })
    })
  }

  private async readAll(): Promise<void> {
    try {
      while (this.isStale && !this.owned.isDisposed) {
        this.isStale = false
        for (const chatId of this.releasedChats) this.heldChats.delete(chatId)
        this.releasedChats.clear()
        await this.cutGivenUp()
        const held = this.held.splice(0)
        const added = await this.deps.pending.readAfter(this.lastOrder)
        this.lastOrder = added.at(-1)?.order ?? this.lastOrder
        for (const entry of held) {
          // It may have been given up while its file, or one before it, was on its way.
          const now = await this.deps.pending.read(entry.order)
          if (now) await this.sendInTurn(now)
        }
        for (const entry of added) await this.sendInTurn(entry)
      }
    } finally {
      this.isReading = false
    }
  }

  private async sendInTurn(entry: Queued): Promise<void> {
    const isHeld = entry.chatId !== null && this.heldChats.has(entry.chatId)
    if (isHeld || (await this.isOfUnknownChat(entry)) || (await this.holdForFile(entry))) this.held.push(entry)
    else if (!this.owned.isDisposed) this.deps.send({ type: 'command', command: entry.command })
  }

  /** Waits until the chat comes: refused, it would be lost to a hub that has only begun to gather its chats. */
  private async isOfUnknownChat({ chatId }: Queued): Promise<boolean> {
    return chatId !== null && !(await this.deps.pending.hasChat(chatId))
  }

  private async holdForFile(entry: Queued): Promise<boolean> {
    const { command, chatId, messageId } = entry
    if (command.name !== 'sendMessage' || command.args.content.kind === 'text' || !chatId || !messageId) return false
    const file = await this.deps.pending.readFileToUpload(messageId)
    if (!file || this.owned.isDisposed) return false
    this.heldChats.add(chatId)
    this.upload(entry, file).catch((error: unknown) => {
      this.deps.logger.error('uploading a file failed', { fileId: file.fileId, error: describeError(error) })
    })
    return true
  }

  private async upload(entry: Queued, image: ImageEntry): Promise<void> {
    const { pending, refuse, onUpload } = this.deps
    const { messageId } = image
    const upload = new ImageUpload(
      {
        ...this.deps,
        onProgress: (share) => {
          onUpload(messageId, share)
        },
      },
      this.address,
      image,
    )
    this.uploads.set(entry.order, this.owned.add(upload))
    const end = await upload.run()
    this.uploads.delete(entry.order)
    this.owned.release(upload)
    onUpload(messageId, null)
    if (this.owned.isDisposed) return
    if (end === 'uploaded') await pending.markUploaded(messageId)
    else if (end !== 'givenUp') await refuse(entry.id, { reason: end, detail: null })
    if (entry.chatId !== null) this.releasedChats.add(entry.chatId)
    this.handleOutboxChanged()
  }

  private async cutGivenUp(): Promise<void> {
    for (const [order, upload] of [...this.uploads]) if (!(await this.deps.pending.read(order))) upload.dispose()
  }
}
