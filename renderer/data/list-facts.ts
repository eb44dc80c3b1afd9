import type { Disposable } from '#shared/lib/disposable'
import { toDisposable } from '#shared/lib/disposable'

import type { CacheChange } from './cache-changes'
import type { ListFacts } from './desk-data'
import { keepSame } from './keep-same'

export interface SharedFactsOptions {
  /** Reads now and after every change that concerns the facts, until it is disposed of. */
  readonly follow: (listener: (facts: ListFacts) => void) => Disposable
}

/** Counts change with the rows of chats, and whose cases are counted with the people. */
export function concernsListFacts(change: CacheChange): boolean {
  return (change.chats?.length ?? 0) > 0 || change.people === true
}

interface Looker {
  handle(facts: ListFacts): void
}

/**
 * What the badges and filters beside the lists say is read once for all who show it, as long as somebody does: with
 * each message every one of these readings would be a transaction of its own.
 */
export class SharedFacts {
  private readonly lookers = new Set<Looker>()
  private following: Disposable | null = null
  private facts: ListFacts | null = null

  constructor(private readonly options: SharedFactsOptions) {}

  observe<T>(part: (facts: ListFacts) => T, listener: (value: T) => void): Disposable {
    let told: { readonly value: T } | null = null
    const looker: Looker = {
      handle: (facts) => {
        const value = told ? keepSame(told.value, part(facts)) : part(facts)
        if (told && Object.is(told.value, value)) return
        told = { value }
        listener(value)
      },
    }
    this.lookers.add(looker)
    if (this.following) this.catchUp(looker)
    else
      this.following = this.options.follow((facts) => {
        this.facts = facts
        for (const each of [...this.lookers]) if (this.lookers.has(each)) each.handle(facts)
      })
    return toDisposable(() => {
      this.lookers.delete(looker)
      if (this.lookers.size > 0) return
      this.following?.dispose()
      this.following = null
      this.facts = null
    })
  }

  /** Not at once: nobody expects to be told before they have what they end it with. */
  private catchUp(looker: Looker): void {
    queueMicrotask(() => {
      if (this.facts && this.lookers.has(looker)) looker.handle(this.facts)
    })
  }
}
