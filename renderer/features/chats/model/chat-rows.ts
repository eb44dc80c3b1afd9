import type { ChatListPage, ChatRow } from '../../../data/desk-data'

/** In the unread filter the open chat stays in its place after it was read, until another one is opened. */
export function withOpenChat({ rows, offset, hasMore }: ChatListPage, open: ChatRow | null): readonly ChatRow[] {
  if (!open || rows.some(({ id }) => id === open.id)) return rows
  const [first, last] = [rows[0], rows.at(-1)]
  const isAbove = offset > 0 && first !== undefined && open.lastAtMs > first.lastAtMs
  const isBelow = hasMore && last !== undefined && open.lastAtMs < last.lastAtMs
  if (isAbove || isBelow) return rows
  return [...rows, open].sort((a, b) => b.lastAtMs - a.lastAtMs)
}
