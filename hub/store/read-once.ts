import type { Read, Write } from './store'

/** What an administrator sets: read at every turn, written hardly ever. */
type Topic = 'agents' | 'channels' | 'centralSettings' | 'directory' | 'facts'

/** Whatever writes these says so (`forgetRead`), in this folder and nowhere else. */
const LASTING: ReadonlySet<Topic> = new Set(['channels', 'centralSettings', 'facts'])

/** Answers that outlive their transaction: of a hub that nobody else can write beside. */
export class Lasting {
  private readonly answers = new Map<Topic, Promise<unknown>>()
  private readonly written = new Map<Topic, number>()

  get(topic: Topic): Promise<unknown> | undefined {
    return this.answers.get(topic)
  }

  /**
   * Only once it is there: a transaction that took an answer which waits for its own end would wait for ever. And not
   * where the topic was written since it was asked for.
   */
  keep(topic: Topic, answer: Promise<unknown>): void {
    if (!LASTING.has(topic)) return
    const askedAt = this.written.get(topic)
    answer.then(
      () => {
        if (this.written.get(topic) === askedAt) this.answers.set(topic, answer)
      },
      // Whoever asked is told why.
      () => undefined,
    )
  }

  forget(topic: Topic): void {
    this.answers.delete(topic)
    this.written.set(topic, (this.written.get(topic) ?? 0) + 1)
  }
}

/** What a transaction, or a single read, has read of the topics. */
export class Seen {
  private readonly own = new Map<Topic, Promise<unknown>>()
  /** Here, and not committed yet: what is read of them now is for this transaction alone. */
  private readonly written = new Set<Topic>()

  /** `null`: nothing lasts. */
  constructor(private readonly lasting: Lasting | null) {}

  get(topic: Topic): Promise<unknown> | undefined {
    return this.own.get(topic) ?? (this.written.has(topic) ? undefined : this.lasting?.get(topic))
  }

  set(topic: Topic, answer: Promise<unknown>): void {
    this.own.set(topic, answer)
    if (!this.written.has(topic)) this.lasting?.keep(topic, answer)
  }

  /** Whoever reads it from outside meanwhile waits for the end of this transaction, and so reads what it has become. */
  forget(topic: Topic): void {
    this.own.delete(topic)
    this.written.add(topic)
    this.lasting?.forget(topic)
  }
}

/**
 * The answer is kept until the transaction (or the single read) is over. Longer only where no other hub can have changed
 * it in between (docs/adr/0087).
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
  return view.seen.get(topic) !== undefined
}

/** Whoever writes it says so. */
export function forgetRead(tx: Write, topic: Topic): void {
  tx.seen.forget(topic)
}
