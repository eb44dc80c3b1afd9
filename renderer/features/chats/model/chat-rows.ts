import type { ChatRow } from '../../../data/desk-data'

/** In the unread filter the open chat stays in its place after it was read, until another one is opened. */
export function withOpenChat(rows: readonly ChatRow[], open: ChatRow | null): readonly ChatRow[] {
  if (!open || rows.some(({ id }) => id === open.id)) return rows
  return [...rows, open].sort((a, b) => b.lastAtMs - a.lastAtMs)
}
