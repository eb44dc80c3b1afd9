import type { CaseEvent } from '#shared/domain/case'
import type { ChatId, MessageId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { insertMessage, timeBelowAll } from '../store/messages'
import type { Write } from '../store/store'

/** Writes into the timeline what happened to the case. */
export async function tellEvent(tx: Write, newId: NewId, chatId: ChatId, event: CaseEvent): Promise<void> {
  await insertMessage(tx, {
    id: newId<MessageId>(),
    chatId,
    externalId: null,
    atMs: await timeBelowAll(tx, chatId, tx.nowMs),
    direction: 'system',
    author: { kind: 'system' },
    content: { kind: 'caseEvent', event },
    quote: null,
    delivery: null,
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    isRead: true,
  })
}
