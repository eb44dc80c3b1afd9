import type { ChatId } from '#shared/domain/ids'
import { parseNameQuery, type Term, type TypedWord } from '#shared/domain/name-search/name-query'
import { phoneDigitsOf } from '#shared/domain/name-search/phone-fragment'
import { Rank } from '#shared/domain/name-search/rank'

import { factsOf, isNarrowed, type ChatFilters, type FilterOptions } from '../chat-filters'
import { findableOf } from '../findable-chat'
import { isInTimeOrder, type ListScope } from '../list-scope'
import type { ChatEntry } from '../rows'
import { BestSlots } from './best-slots'
import { Column } from './column'
import { FactColumns } from './fact-columns'
import { PhoneBook } from './phone-book'
import { textMark } from './text-mark'
import { NOT_FOUND, WordBook } from './word-book'

export interface IndexQuery {
  readonly scope: ListScope
  readonly search: string
  readonly filters: ChatFilters | null
  readonly limit: number
}

export interface IndexAnswer {
  readonly ids: readonly ChatId[]
  readonly hasMore: boolean
}

/** So many slots of changed texts are kept before everything is to be indexed anew. */
const MIN_DEAD = 2_000
const MAX_DEAD_SHARE = 0.25

/**
 * All chats of the cache in memory, without their rows: words with the slots that hold them, and a column of numbers
 * for each thing that narrows or orders a list. A chat whose words change takes a new slot and leaves its old one dead.
 */
export class ChatIndex {
  private readonly slots = new Map<ChatId, number>()
  private readonly ids: (ChatId | null)[] = []
  private readonly words = new WordBook()
  private readonly facts = new FactColumns()
  private readonly phones = new PhoneBook()
  private readonly caseNumber = new Column()
  private readonly mark = new Column()
  private readonly negAt = new Column()
  private readonly caseRank = new Column()
  private readonly caseKey = new Column()
  private readonly place = new Column()
  private readonly isOpen = new Column()
  private readonly places = new Map<string, number>()

  get size(): number {
    return this.slots.size
  }

  get wordCount(): number {
    return this.words.wordCount
  }

  /** Is so much of it dead that it had better be made anew? */
  get isWorn(): boolean {
    const dead = this.ids.length - this.slots.size
    return dead > MIN_DEAD && dead > this.ids.length * MAX_DEAD_SHARE
  }

  put(entry: ChatEntry): void {
    const slot = this.slotFor(entry)
    this.facts.set(slot, factsOf(entry.row))
    this.negAt.set(slot, entry.negAt)
    this.caseRank.set(slot, entry.caseRank)
    this.caseKey.set(slot, entry.caseKey)
    this.place.set(slot, this.placeOf(entry.casePlace))
    this.isOpen.set(slot, entry.openMark ?? 0)
  }

  remove(id: ChatId): void {
    const slot = this.slots.get(id)
    if (slot === undefined) return
    this.slots.delete(id)
    this.ids[slot] = null
  }

  find({ scope, search, filters, limit }: IndexQuery): IndexAnswer {
    const query = parseNameQuery(search)
    const ranks = query ? this.rankAll(query.terms) : null
    const isListed = this.toScopeTest(scope)
    const passes = filters && isNarrowed(filters) ? this.facts.toTest(filters) : everything
    const best = new BestSlots(limit + 1, this.orderOf(scope, ranks))
    for (let slot = 0; slot < this.ids.length; slot += 1) {
      if (ranks && ranks[slot] === NOT_FOUND) continue
      if (this.ids[slot] !== null && isListed(slot) && passes(slot)) best.add(slot)
    }
    const ids = best.toArray().flatMap((slot) => this.ids[slot] ?? [])
    return { ids: ids.slice(0, limit), hasMore: ids.length > limit }
  }

  options(): FilterOptions {
    return {
      subjects: this.facts.countSubjects(this.slots.values()),
      stages: this.facts.countStages(this.slots.values()),
    }
  }

  private slotFor({ id, row }: ChatEntry): number {
    const { texts, phones, caseNumber } = findableOf(row)
    const text = texts.join(' ')
    const digits = phones.map(phoneDigitsOf).join(' ')
    const mark = textMark(`${text}\n${digits}\n${String(caseNumber)}`)
    const known = this.slots.get(id)
    if (known !== undefined && this.mark.get(known) === mark) return known
    this.remove(id)
    const slot = this.ids.push(id) - 1
    this.slots.set(id, slot)
    this.mark.set(slot, mark)
    this.phones.set(slot, digits)
    this.caseNumber.set(slot, caseNumber)
    this.words.add(text, slot)
    return slot
  }

  /** The worst of the terms counts, of a term the best of its readings. */
  private rankAll(terms: readonly Term[]): Uint8Array {
    const [first, ...others] = terms.map((term) => this.rankTerm(term))
    const worst = first ?? new Uint8Array(this.ids.length)
    for (const ranks of others) keepWorst(worst, ranks)
    return worst
  }

  private rankTerm({ readings, phone, number, needed }: Term): Uint8Array {
    const best = this.nothingFound()
    for (const reading of readings) {
      const [only] = reading
      if (only && reading.length === 1) this.words.rank(only, needed, best)
      else keepBest(best, this.rankTogether(reading))
    }
    if (phone) this.phones.rank(phone, best)
    if (number !== null && number !== '') this.rankNumbers(Number(number), best)
    return best
  }

  /** All words of a reading must be there. */
  private rankTogether(reading: readonly TypedWord[]): Uint8Array | null {
    const worst = new Uint8Array(this.ids.length)
    for (const typed of reading) {
      const ranks = this.nothingFound()
      if (!this.words.rank(typed, 1, ranks)) return null
      keepWorst(worst, ranks)
    }
    return worst
  }

  private nothingFound(): Uint8Array {
    return new Uint8Array(this.ids.length).fill(NOT_FOUND)
  }

  /** Numbers that begin with these digits are those from 104 to 104, from 1040 to 1049, from 10400 to 10499… */
  private rankNumbers(wanted: number, best: Uint8Array): void {
    for (let slot = 0; slot < best.length; slot += 1) {
      let number = this.caseNumber.get(slot)
      const isWhole = number === wanted
      while (number > wanted) number = Math.floor(number / 10)
      if (number !== wanted) continue
      const rank = isWhole ? Rank.exact : Rank.prefix
      if (rank < (best[slot] ?? 0)) best[slot] = rank
    }
  }

  private toScopeTest(scope: ListScope): (slot: number) => boolean {
    switch (scope.kind) {
      case 'all':
        return everything
      case 'unread':
        return (slot) => this.facts.isUnread(slot)
      case 'open':
        return (slot) => this.isOpen.get(slot) === 1
      case 'places': {
        const wanted = new Set(scope.places.map((place) => this.placeOf(place)))
        return (slot) => wanted.has(this.place.get(slot))
      }
    }
  }

  private orderOf(scope: ListScope, ranks: Uint8Array | null): (a: number, b: number) => boolean {
    const inTime = isInTimeOrder(scope)
    return (a, b) => {
      const difference =
        (ranks ? (ranks[a] ?? 0) - (ranks[b] ?? 0) : 0) ||
        (inTime
          ? this.negAt.get(a) - this.negAt.get(b)
          : this.caseRank.get(a) - this.caseRank.get(b) || this.caseKey.get(a) - this.caseKey.get(b))
      return difference === 0 ? (this.ids[a] ?? '') < (this.ids[b] ?? '') : difference < 0
    }
  }

  private placeOf(place: string): number {
    const known = this.places.get(place)
    if (known !== undefined) return known
    this.places.set(place, this.places.size)
    return this.places.size - 1
  }
}

function everything(): boolean {
  return true
}

function keepWorst(into: Uint8Array, ranks: Uint8Array): void {
  for (let slot = 0; slot < into.length; slot += 1) {
    const rank = ranks[slot] ?? NOT_FOUND
    if (rank > (into[slot] ?? 0)) into[slot] = rank
  }
}

function keepBest(into: Uint8Array, ranks: Uint8Array | null): void {
  if (!ranks) return
  for (let slot = 0; slot < into.length; slot += 1) {
    const rank = ranks[slot] ?? NOT_FOUND
    if (rank < (into[slot] ?? 0)) into[slot] = rank
  }
}
