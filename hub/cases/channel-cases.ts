import type { ChatId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { lockCasesLeftBehind, lockOpenCasesOfChats, type StoredCase } from '../store/cases'
import type { Write } from '../store/store'
import { closeCase } from './case-service'

/**
 * A channel is gone and nobody can answer its conversations: their cases end with it, out of every queue and count, and
 * the timeline says why. The chats are closed to writing before, so that no closing text is attempted.
 */
export async function closeCasesOfChats(tx: Write, newId: NewId, chatIds: readonly ChatId[]): Promise<void> {
  await closeAll(tx, newId, await lockOpenCasesOfChats(tx, chatIds))
}

/** Earlier versions left such cases in the queue. */
export async function closeCasesLeftBehind(tx: Write, newId: NewId): Promise<void> {
  await closeAll(tx, newId, await lockCasesLeftBehind(tx))
}

async function closeAll(tx: Write, newId: NewId, cases: readonly StoredCase[]): Promise<void> {
  for (const open of cases) await closeCase(tx, newId, open, { kind: 'channelRemoved' })
}
