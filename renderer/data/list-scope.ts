/** Which chats a list is made of before anything narrows it, as the cache's indexes know them. */
export type ListScope =
  { readonly kind: 'all' | 'unread' | 'open' } | { readonly kind: 'places'; readonly places: readonly string[] }

/** Conversations stand the newest first, cases as Q24 asks. */
export function isInTimeOrder({ kind }: ListScope): boolean {
  return kind === 'all' || kind === 'unread'
}
