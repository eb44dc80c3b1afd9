import type { Ahead, Change } from '#shared/contract/sync'
import type { ChatId } from '#shared/domain/ids'

import type { DeskDatabase } from './database'
import type { BehindState, LastBefore } from './rows'

const NONE: BehindState = { key: 'behind', chatIds: [], whole: [] }

/** Which conversations lack what their rows tell of (docs/adr/0082). Kept with the rows: a kill changes nothing about it. */
export async function readBehind(db: DeskDatabase): Promise<BehindState> {
  const state = await db.meta.get('behind')
  return state?.key === 'behind' ? state : NONE
}

export async function isBehind(db: DeskDatabase, chatId: ChatId): Promise<boolean> {
  return (await readBehind(db)).chatIds.includes(chatId)
}

/** Within the transaction of the rows that came ahead. Answers of whom it tells. */
export async function noteBehind(
  db: DeskDatabase,
  { chatId, head }: Ahead,
  changes: readonly Change[],
  lasts: readonly LastBefore[],
): Promise<readonly ChatId[]> {
  const before = await readBehind(db)
  const whole = new Map(before.whole.map((entry) => [entry.chatId, entry.upTo]))
  const behind = new Set(before.chatIds)
  const told = chatId === null ? changes.filter(({ entity }) => entity === 'chat') : []
  if (chatId !== null) {
    whole.set(chatId, head)
    behind.delete(chatId)
  }
  for (const { id, seq, row } of told) {
    const ofChat = id as ChatId
    if (row !== null && seq > (whole.get(ofChat) ?? 0)) behind.add(ofChat)
  }
  await db.meta.put({
    ...before,
    lasts,
    chatIds: [...behind],
    whole: [...whole].map(([ofChat, upTo]) => ({ chatId: ofChat, upTo })),
  })
  return chatId === null ? told.map(({ id }) => id as ChatId) : [chatId]
}

/** Within the transaction after which nothing is missing any more. Answers of whom something was. */
export async function forgetBehind(db: DeskDatabase): Promise<readonly ChatId[]> {
  const { chatIds } = await readBehind(db)
  await db.meta.delete('behind')
  return chatIds
}
