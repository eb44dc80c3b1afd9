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

  /**
   * How well each slot fits; what holds several fitting words counts by the best. Ranks that are better already stay.
   * False: no word fits.
   */
  rank(typed: TypedWord, needed: number, ranks: Uint8Array): boolean {
    if (needed > 1) return this.rankSeveral(typed, needed, ranks)
    let isFound = false
    for (let at = 0; at < this.known.length; at += 1) {
      const known = this.known[at]
      const rank = known ? rankOfWord(known, typed) : null
      if (rank === null) continue
      isFound = true
      const slots = this.slots[at] ?? []
      for (let index = 0; index < slots.length; index += 1) {
        const slot = slots[index] ?? 0
        if (rank < (ranks[slot] ?? 0)) ranks[slot] = rank
      }
    }
    return isFound
  }

  private rankSeveral(typed: TypedWord, needed: number, ranks: Uint8Array): boolean {
    const counts = new Uint8Array(ranks.length)
    const best = new Uint8Array(ranks.length).fill(NOT_FOUND)
    let isFound = false
    for (let at = 0; at < this.known.length; at += 1) {
      const known = this.known[at]
      const rank = known ? rankOfWord(known, typed) : null
      if (rank === null) continue
      for (const slot of this.slots[at] ?? []) {
        counts[slot] = (counts[slot] ?? 0) + 1
        if (rank < (best[slot] ?? 0)) best[slot] = rank
        if ((counts[slot] ?? 0) < needed) continue
        isFound = true
        ranks[slot] = Math.min(ranks[slot] ?? 0, best[slot] ?? 0)
      }
    }
    return isFound
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
