import type { Read, Write } from './store'

/** What an administrator sets: read at every turn, written hardly ever. */
type Topic = 'agents' | 'channels' | 'centralSettings' | 'directory' | 'facts'

/**
 * The answer is kept until the transaction (or the single read) is over, and never longer: between two of them another
 * hub may have changed it.
 */
export function readOnce<T>(view: Read, topic: Topic, query: () => Promise<T>): Promise<T> {
  // Each topic has one query, whose answer this is, or will be.
  const known = view.seen.get(topic) as Promise<T> | undefined
  if (known) return known
  // A query of the library is asked each time that it is awaited.
  const value = Promise.resolve(query())
  view.seen.set(topic, value)
  return value
}

/** Is the answer there already, or asked for? */
export function hasRead(view: Read, topic: Topic): boolean {
  return view.seen.has(topic)
}

/** Whoever writes it says so. */
export function forgetRead(tx: Write, topic: Topic): void {
  tx.seen.delete(topic)
}
