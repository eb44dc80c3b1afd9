import type { CommandArgs } from '#shared/contract/commands'
import type { BlockReason } from '#shared/domain/chat'
import { isHeld } from '#shared/domain/delivery'
import type { AgentId, CallId, ChatId, FileId, MessageId } from '#shared/domain/ids'
import type { Message, MessageContent, NoteContent } from '#shared/domain/message'
import type { Clock } from '#shared/lib/clock'
import { safeFileName } from '#shared/lib/safe-file-name'

import { readActor } from './actor'
import { isBehind } from './behind'
import type { CacheChanges } from './cache-changes'
import { timelineOf } from './cache.repository'
import type { DeskDatabase } from './database'
import type { OutgoingImage } from './desk-data'
import type { OutboxWriter } from './outbox-writer'
import { refreshShown, shownTables } from './overlay'
import type { MessageEntry } from './rows'
import { PendingWishes, toCallEntry, toUnsentEntry } from './shown-rows'
import { inTurn } from './sealing/in-turn'
import { Sight } from './sight'

/** Written before the hub told this desk who works at it; cannot happen with a chat on screen. */
const UNKNOWN_AGENT = '00000000-0000-0000-0000-000000000000' as AgentId

/**
 * The wishes of the person. Each is one transaction: the command in the outbox and what it changes on screen,
 * so a kill at any moment leaves both or neither. The worker sends, and removes with the outcome.
 */
export class OutboxRepository {
  /** What the windows have shown of each chat. */
  readonly sight = new Sight()
  /** A picture that takes its time on the way to the disk does not come after what was written next. */
  private readonly inOrder = inTurn()

  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
    private readonly newId: () => string,
    private readonly writer: OutboxWriter,
  ) {}

  async sendText(chatId: ChatId, text: string, sendAtMs?: number): Promise<MessageId> {
    return this.inOrder(() =>
      this.send(chatId, sendAtMs, () => ({ command: { kind: 'text', text }, content: { kind: 'text', text } })),
    )
  }

  async sendImage(chatId: ChatId, image: OutgoingImage, sendAtMs?: number): Promise<MessageId> {
    const fileId = this.newId() as FileId
    const { blob, name } = image
    return this.inOrder(async () => {
      const kept = await this.db.files.seal(blob)
      return this.send(chatId, sendAtMs, async (messageId) => {
        await this.db.images.put({ messageId, fileId, blob: kept, name, isUploaded: false })
        return {
          command: { kind: 'image', fileId, name },
          content: { kind: 'image', fileId, width: null, height: null, bytes: blob.size, name },
        }
      })
    })
  }

  async sendFile(chatId: ChatId, { blob, name }: OutgoingImage, sendAtMs?: number): Promise<MessageId> {
    const fileId = this.newId() as FileId
    const safe = safeFileName(name ?? '')
    const mimeType = blob.type === '' ? 'application/octet-stream' : blob.type
    return this.inOrder(async () => {
      const kept = await this.db.files.seal(blob)
      return this.send(chatId, sendAtMs, async (messageId) => {
        await this.db.images.put({ messageId, fileId, blob: kept, name: safe, isUploaded: false })
        return {
          command: { kind: 'file', fileId, name: safe },
          content: { kind: 'file', fileId, name: safe, mimeType, bytes: blob.size },
        }
      })
    })
  }

  /** A comment for colleagues: in the timeline at once, never on a channel. */
  async addNote(chatId: ChatId, text: string, mentions: readonly AgentId[]): Promise<MessageId> {
    return this.writeNote(chatId, () => ({ kind: 'note', text, mentions }))
  }

  /** To one colleague, inside the conversation (spec V2). */
  async whisper(chatId: ChatId, to: AgentId, text: string): Promise<MessageId> {
    return this.writeNote(chatId, (me) => ({ kind: 'note', text, mentions: [to], between: [me, to] }))
  }

  /** The person looks into the conversation unseen from now on. */
  async hearRecording(callId: CallId): Promise<void> {
    await this.db.transaction('rw', shownTables(this.db), () =>
      this.writer.enqueue('hearRecording', { callId }, null, null),
    )
    this.changes.publish({ outbox: 'added' })
  }

  async watchChat(chatId: ChatId): Promise<void> {
    await this.db.transaction('rw', shownTables(this.db), () =>
      this.writer.enqueue('watchChat', { chatId }, chatId, null),
    )
    this.changes.publish({ outbox: 'added' })
  }

  private async writeNote(chatId: ChatId, contentOf: (me: AgentId) => NoteContent): Promise<MessageId> {
    const { db } = this
    const messageId = this.newId() as MessageId
    await db.transaction('rw', shownTables(db), async () => {
      const writtenAtMs = this.clock.now()
      const me = await this.readMe()
      const content = contentOf(me)
      await db.messages.put(
        toUnsentEntry({
          id: messageId,
          chatId,
          externalId: null,
          atMs: await this.placeAtEnd(chatId, writtenAtMs),
          direction: 'system',
          author: { kind: 'agent', agentId: me },
          content,
          quote: null,
          delivery: { state: 'local' },
          deletableUntilMs: null,
          editableUntilMs: null,
          editedAtMs: null,
        }),
      )
      await this.enqueueNote(chatId, messageId, content, writtenAtMs)
    })
    this.changes.publish({ timelines: [chatId], outbox: 'added' })
    return messageId
  }

  private async enqueueNote(
    chatId: ChatId,
    messageId: MessageId,
    { text, mentions, between }: NoteContent,
    writtenAtMs: number,
  ): Promise<void> {
    const [to] = mentions
    if (between && to !== undefined)
      await this.writer.enqueue('whisper', { messageId, chatId, to, text, writtenAtMs }, chatId, messageId)
    else {
      const args = { messageId, chatId, text, mentions: [...mentions], writtenAtMs }
      await this.writer.enqueue('addNote', args, chatId, messageId)
    }
  }

  /** A message that the hub has is retried there; one that it refused is written again under the same id. */
  async retryMessage(messageId: MessageId): Promise<void> {
    await this.changeMessage(messageId, async (entry) => {
      const state = entry.row.delivery?.state
      if (state !== 'failed' && state !== 'scheduled') return
      if (entry.base) {
        await this.writer.enqueue('retryMessage', { messageId }, entry.chatId, messageId)
        return
      }
      const image = await this.db.images.get(messageId)
      if (image) await this.db.images.put({ ...image, isUploaded: false })
      const { chatId, content: shown } = entry.row
      const writtenAtMs = this.clock.now()
      // What has been said since it was held stands above it.
      const atMs = isHeld(entry.row.delivery) ? await this.placeAtEnd(chatId, writtenAtMs) : entry.row.atMs
      const again: Message = { ...entry.row, atMs, delivery: { state: 'local' } }
      if (shown.kind === 'note') {
        await this.db.messages.put(toUnsentEntry(again))
        await this.enqueueNote(chatId, messageId, shown, writtenAtMs)
        return
      }
      await this.answer(again, { messageId, chatId, content: toCommandContent(shown), writtenAtMs })
    })
  }

  /**
   * The hub may have taken a message whose outcome is still on its way, so it is asked to discard too; for one
   * that it never saw it answers `unknownMessage`, which says the same.
   */
  async discardMessage(messageId: MessageId): Promise<void> {
    await this.changeMessage(messageId, async (entry) => {
      if (entry.base) {
        await this.writer.enqueue('discardMessage', { messageId }, entry.chatId, messageId)
        return
      }
      await this.db.messages.delete(messageId)
      await this.db.images.delete(messageId)
      const pending = await this.db.outbox.filter((wish) => wish.messageId === messageId).toArray()
      await this.db.outbox.bulkDelete(pending.flatMap(({ order }) => (order === undefined ? [] : [order])))
      if (pending.length > 0) await this.writer.enqueue('discardMessage', { messageId }, entry.chatId, messageId)
    })
  }

  async deleteMessage(messageId: MessageId): Promise<void> {
    await this.changeMessage(messageId, async (entry) => {
      if (entry.base) await this.writer.enqueue('deleteMessage', { messageId }, entry.chatId, messageId)
    })
  }

  async editMessage(messageId: MessageId, text: string): Promise<void> {
    await this.changeMessage(messageId, async (entry) => {
      if (entry.base) await this.writer.enqueue('editMessage', { messageId, text }, entry.chatId, messageId)
    })
  }

  async markRead(chatId: ChatId): Promise<void> {
    await this.writer.changeChat(chatId, async (chat) => {
      if (!chat || chat.row.unread === 0) return false
      // What the row tells of is not here yet: nobody can have read it.
      if (await isBehind(this.db, chatId)) return false
      await this.writer.enqueue('markRead', { chatId, upToMessageId: chat.base.lastMessage?.id ?? null }, chatId, null)
      return true
    })
  }

  async markUnread(chatId: ChatId): Promise<void> {
    await this.writer.changeChat(chatId, async (chat) => {
      if (!chat || chat.row.unread > 0) return false
      await this.writer.enqueue('markUnread', { chatId }, chatId, null)
      return true
    })
  }

  async blockClient(chatId: ChatId, reason: BlockReason): Promise<void> {
    await this.writer.changeChat(chatId, async () => {
      await this.writer.enqueue('blockClient', { chatId, reason }, chatId, null)
      return true
    })
  }

  async setClientPhone(chatId: ChatId, phone: string | null): Promise<void> {
    await this.writer.changeChat(chatId, async () => {
      await this.writer.enqueue('setClientPhone', { chatId, phone }, chatId, null)
      return true
    })
  }

  async markCallsSeen(ids: readonly CallId[]): Promise<void> {
    const { db } = this
    const isChanged = await db.transaction('rw', [db.calls, db.outbox, db.meta, db.agents], async () => {
      const unseen = (await db.calls.bulkGet([...ids])).filter((entry) => entry?.row.isSeen === false)
      const entries = unseen.filter((entry) => entry !== undefined)
      if (entries.length === 0) return false
      await this.writer.enqueue('markCallsSeen', { callIds: entries.map(({ id }) => id) }, null, null)
      const wishes = new PendingWishes(await db.outbox.toArray())
      await db.calls.bulkPut(entries.map(({ base }) => toCallEntry(base, wishes)))
      return true
    })
    if (isChanged) this.changes.publish({ calls: true, outbox: 'added' })
  }

  private async send(
    chatId: ChatId,
    sendAtMs: number | undefined,
    prepare: (id: MessageId) => Promise<Prepared> | Prepared,
  ): Promise<MessageId> {
    const messageId = this.newId() as MessageId
    const { db } = this
    await db.transaction('rw', shownTables(db), async () => {
      const { command, content } = await prepare(messageId)
      const writtenAtMs = this.clock.now()
      const message: Message = {
        id: messageId,
        chatId,
        externalId: null,
        atMs: await this.placeAtEnd(chatId, writtenAtMs),
        direction: 'out',
        author: { kind: 'agent', agentId: await this.readMe() },
        content,
        quote: null,
        delivery: { state: 'local' },
        deletableUntilMs: null,
        editableUntilMs: null,
        editedAtMs: null,
      }
      const args = { messageId, chatId, content: command, writtenAtMs, ...(sendAtMs === undefined ? {} : { sendAtMs }) }
      await this.answer(message, args)
      await refreshShown(db, [chatId])
    })
    this.changes.publish({ chats: [chatId], timelines: [chatId], outbox: 'added' })
    return messageId
  }

  /** To the hub with what its writer had seen, or held here at once where that is behind what is here (spec Q21). */
  private async answer(message: Message, args: CommandArgs<'sendMessage'>): Promise<void> {
    const { db } = this
    const view = await this.sight.viewOf(db, message.chatId, await this.readMe())
    if (view.kind === 'behind') {
      const { reason, detail } = view
      await db.messages.put(toUnsentEntry({ ...message, delivery: { state: 'failed', reason, detail } }))
      return
    }
    await db.messages.put(toUnsentEntry(message))
    const seen = view.seen === undefined ? {} : { seen: view.seen }
    await this.writer.enqueue('sendMessage', { ...args, ...seen }, message.chatId, message.id)
  }

  /** A desk's clock may be behind the channel's: what is written last stands last. */
  private async placeAtEnd(chatId: ChatId, nowMs: number): Promise<number> {
    const newest = await timelineOf(this.db, chatId).limit(1).toArray()
    return Math.max(nowMs, (newest[0]?.row.atMs ?? 0) + 1)
  }

  private async readMe(): Promise<AgentId> {
    return (await readActor(this.db)).id ?? UNKNOWN_AGENT
  }

  private async changeMessage(messageId: MessageId, change: (entry: MessageEntry) => Promise<void>): Promise<void> {
    const { db } = this
    const chatId = await db.transaction('rw', shownTables(db), async () => {
      const entry = await db.messages.get(messageId)
      if (!entry) return null
      await change(entry)
      await refreshShown(db, [entry.chatId], [messageId])
      return entry.chatId
    })
    if (chatId !== null) this.changes.publish({ chats: [chatId], timelines: [chatId], outbox: 'added' })
  }
}

interface Prepared {
  readonly command: CommandArgs<'sendMessage'>['content']
  readonly content: MessageContent
}

function toCommandContent(content: MessageContent): CommandArgs<'sendMessage'>['content'] {
  if (content.kind === 'text') return { kind: 'text', text: content.text }
  if (content.kind === 'file') return { kind: 'file', fileId: content.fileId, name: content.name }
  if (content.kind === 'image') return { kind: 'image', fileId: content.fileId, name: content.name }
  throw new Error(`An own message of kind ${content.kind} cannot be written again`)
}
