import type { ChatId } from '#shared/domain/ids'

import { actionsOfChats, removeActionsOfChats } from '../store/channel-actions'
import { updateMessage } from '../store/messages'
import { dequeue, queuedMessages } from '../store/outgoing'
import type { Write } from '../store/store'
import { withdrawDeed } from './deeds'
import { withdrawRevision } from './revise'

/** Conversations end with their channel: what still waits in them fails with that reason and keeps its text. */
export async function withdrawChats(tx: Write, chatIds: readonly ChatId[]): Promise<void> {
  for (const { row } of await queuedMessages(tx, chatIds)) {
    await updateMessage(tx, row.messageId, { delivery: { state: 'failed', reason: 'channelRemoved', detail: null } })
    await dequeue(tx, row.messageId)
  }
  for (const row of await actionsOfChats(tx, chatIds)) {
    await withdrawRevision(tx, row)
    await withdrawDeed(tx, row)
  }
  await removeActionsOfChats(tx, chatIds)
}
