import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'

import type { KeptDraft, OfferedDraft } from '#shared/domain/draft'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { chats, drafts } from './schema'
import type { Read, Write } from './store'

/** Everything that somebody is writing. */
export function draftsOf(view: Read, agentId: AgentId): Promise<readonly KeptDraft[]> {
  return draftRows(view, agentId, null)
}

/** Of these conversations, also what was sent or given up. */
export function draftsIn(view: Read, agentId: AgentId, chatIds: readonly ChatId[]): Promise<readonly KeptDraft[]> {
  return draftRows(view, agentId, chatIds)
}

/**
 * Takes the place of the version that the desk has seen, and of no other: whoever was second is answered with what there
 * is. Of a conversation that does not exist, or is erased, nothing is kept: `null`. Answers what is kept now.
 */
export async function offerDraft(tx: Write, agentId: AgentId, offer: OfferedDraft): Promise<KeptDraft | null> {
  const { chatId, base, text, isNote } = offer
  const [chat] = await tx.db
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.id, chatId), isNull(chats.erasedAtMs)))
  if (!chat) return null
  const row = { agentId, chatId, version: base + 1, text, isNote, changedAtMs: tx.nowMs }
  const written = await tx.db
    .insert(drafts)
    .values(row)
    .onConflictDoUpdate({ target: [drafts.agentId, drafts.chatId], set: row, setWhere: eq(drafts.version, base) })
    .returning(KEPT)
  return written[0] ?? (await draftsIn(tx, agentId, [chatId]))[0] ?? null
}

/** Nobody needs the version of what was sent so long ago: a desk that was away for longer begins at the beginning. */
export async function forgetEmptyDraftsBefore(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(drafts).where(and(eq(drafts.text, ''), lt(drafts.changedAtMs, beforeMs)))
}

const KEPT = { chatId: drafts.chatId, version: drafts.version, text: drafts.text, isNote: drafts.isNote }

function draftRows(view: Read, agentId: AgentId, chatIds: readonly ChatId[] | null) {
  const isMeant = chatIds === null ? sql`true` : inArray(drafts.chatId, [...chatIds])
  return view.db
    .select(KEPT)
    .from(drafts)
    .where(and(eq(drafts.agentId, agentId), isMeant))
}
