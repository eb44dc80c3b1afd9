import type { ChannelId } from '#shared/domain/ids'

import { actionsOfChannel, removeActionsOfChannel } from '../store/channel-actions'
import { updateMessage } from '../store/messages'
import { dequeue, queuedMessages } from '../store/outgoing'
import type { Write } from '../store/store'
import { withdrawDeed } from './deeds'
import { withdrawRevision } from './revise'

/** A channel goes: what still waits for it fails with that reason and keeps its text. */
export async function withdrawChannel(tx: Write, channelId: ChannelId): Promise<void> {
  for (const { row } of await queuedMessages(tx, channelId)) {
    await updateMessage(tx, row.messageId, { delivery: { state: 'failed', reason: 'channelRemoved', detail: null } })
    await dequeue(tx, row.messageId)
  }
  for (const row of await actionsOfChannel(tx, channelId)) {
    await withdrawRevision(tx, row)
    await withdrawDeed(tx, row)
  }
  await removeActionsOfChannel(tx, channelId)
}
