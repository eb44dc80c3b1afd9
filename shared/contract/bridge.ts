/**
 * What the preload puts on `window.otklik`. Names are `area:verb-noun` (define.ts). The preload lets through only
 * names of that shape; main answers only those of its contracts and checks sender and arguments.
 */
export interface Bridge {
  invoke(channel: string, args: unknown): Promise<BridgeReply>
  on(channel: string, listener: (payload: unknown) => void): () => void
}

/** `errorId` finds a bug's line in main's log; nothing else of it crosses. */
export type BridgeReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly kind: 'bug' | 'badArguments' | 'notAllowed'; readonly errorId: string }
