import { wordsOf } from '#shared/domain/name-search/fold'
import type { TypedWord } from '#shared/domain/name-search/name-query'
import { rankOfWord, toKnownWord, type KnownWord } from '#shared/domain/name-search/rank-of-word'

/** No rank: not found. */
export const NOT_FOUND = 255

/**
 * Every word once, with the slots that hold it. A hundred thousand people share some ten thousand words, so looking at
 * each word for every way in which it can fit costs about a millisecond, and no structure of prefixes is needed.
 */
export class WordBook {
  private readonly places = new Map<string, number>()
  private readonly known: KnownWord[] = []
  private readonly slots: number[][] = []

  get wordCount(): number {
    return this.known.length
  }

  add(text: string, slot: number): void {
    for (const word of wordsOf(text)) this.slotsOf(word).push(slot)
  }

  /** How well each slot fits; what holds several fitting words counts by the best. */
  rank(typed: TypedWord, ranks: Uint8Array): void {
    for (let at = 0; at < this.known.length; at += 1) {
      const known = this.known[at]
      const rank = known ? rankOfWord(known, typed) : null
      if (rank === null) continue
      for (const slot of this.slots[at] ?? []) if (rank < (ranks[slot] ?? 0)) ranks[slot] = rank
    }
  }

  private slotsOf(word: string): number[] {
    const place = this.places.get(word)
    const slots = place === undefined ? undefined : this.slots[place]
    if (slots) return slots
    const made: number[] = []
    this.places.set(word, this.known.length)
    this.known.push(toKnownWord(word))
    this.slots.push(made)
    return made
  }
}
