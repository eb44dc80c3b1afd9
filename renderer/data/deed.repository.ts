import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { CallId, ChatId, MessageId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'

import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { ChatBeginning, InvitationDraft, StageDraft } from './desk-data'
import type { OutboxWriter } from './outbox-writer'
import { shownTables } from './overlay'

/** What a person does to conversations besides writing in them: wishes in the outbox, told by the hub's timeline. */
export class DeedRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly writer: OutboxWriter,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  async moveStage(chatId: ChatId, draft: StageDraft): Promise<void> {
    await this.wish(chatId, 'moveStage', { chatId, messageId: this.newId() as MessageId, ...draft })
  }

  async inviteToVacancy(chatId: ChatId, draft: InvitationDraft): Promise<void> {
    await this.wish(chatId, 'inviteToVacancy', { chatId, messageId: this.newId() as MessageId, ...draft })
  }

  async leaveChat(chatId: ChatId): Promise<void> {
    await this.wish(chatId, 'leaveChat', { chatId })
  }

  async unblockClient(chatId: ChatId): Promise<void> {
    await this.wish(chatId, 'unblockClient', { chatId })
  }

  /** The hub makes the chat, so it is no wish about one that is here. */
  async startChat(beginning: ChatBeginning): Promise<ChatId> {
    const chatId = this.newId() as ChatId
    const messageId = this.newId() as MessageId
    const writtenAtMs = this.clock.now()
    await this.db.transaction('rw', shownTables(this.db), () =>
      this.writer.enqueue('startChat', { chatId, messageId, writtenAtMs, ...beginning }, null, null),
    )
    this.changes.publish({ outbox: 'added' })
    return chatId
  }

  async callBack(number: string): Promise<void> {
    await this.wishOfPbx('callBack', { number, writtenAtMs: this.clock.now() })
  }

  async hangUpPbxCall(callId: CallId): Promise<void> {
    await this.wishOfPbx('hangUpPbxCall', { callId, writtenAtMs: this.clock.now() })
  }

  async transferPbxCall(callId: CallId, extension: string): Promise<void> {
    await this.wishOfPbx('transferPbxCall', { callId, extension, writtenAtMs: this.clock.now() })
  }

  private async wishOfPbx<N extends CommandName>(name: N, args: CommandArgs<N>): Promise<void> {
    await this.db.transaction('rw', shownTables(this.db), () => this.writer.enqueue(name, args, null, null))
    this.changes.publish({ outbox: 'added' })
  }

  private async wish<N extends CommandName>(chatId: ChatId, name: N, args: CommandArgs<N>): Promise<void> {
    await this.writer.changeChat(chatId, async () => {
      await this.writer.enqueue(name, args, chatId, null)
      return true
    })
  }
}
