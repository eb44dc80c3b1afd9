import type { ChannelId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { lockOpenCasesOfChannel, removedChannelsWithOpenCases } from '../store/cases'
import type { Write } from '../store/store'
import { closeCase } from './case-service'

/**
 * A channel is gone and nobody can answer its conversations: their cases end with it, out of every queue and count, and
 * the timeline says why. The chats are closed to writing before, so that no closing text is attempted.
 */
export async function closeCasesOfChannel(tx: Write, newId: NewId, channelId: ChannelId): Promise<void> {
  for (const open of await lockOpenCasesOfChannel(tx, channelId))
    await closeCase(tx, newId, open, { kind: 'channelRemoved' })
}

/** Earlier versions left such cases in the queue. */
export async function closeCasesLeftBehind(tx: Write, newId: NewId): Promise<void> {
  for (const channelId of await removedChannelsWithOpenCases(tx)) await closeCasesOfChannel(tx, newId, channelId)
}
