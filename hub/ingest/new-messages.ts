import type { ChatId, MessageId } from '#shared/domain/ids'

import { idBelow, insertMessages, type StoredMessage } from '../store/messages'
import type { Write } from '../store/store'
import type { Place } from './placement'

/** Messages on their way into one chat: they are inserted together, before anybody reads the chat again. */
export class NewMessages {
  private waiting: StoredMessage[] = []

  constructor(
    private readonly tx: Write,
    private readonly chatId: ChatId,
  ) {}

  add(message: StoredMessage): void {
    this.waiting.push(message)
  }

  async store(): Promise<void> {
    const rows = this.waiting
    this.waiting = []
    await insertMessages(this.tx, rows)
  }

  async idBelow(place: Place): Promise<MessageId | null> {
    await this.store()
    return idBelow(this.tx, this.chatId, place)
  }
}
