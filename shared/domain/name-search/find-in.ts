import { wordsOf } from './fold'
import type { NameQuery, Term, TypedWord } from './name-query'
import { phoneDigitsOf, rankOfPhone } from './phone-fragment'
import { Rank } from './rank'
import { rankOfWord, toKnownWord, type KnownWord } from './rank-of-word'

/** What somebody can be found by. */
export interface Findable {
  /** Names, and what the conversation is about. */
  readonly texts: readonly string[]
  readonly phones: readonly string[]
  readonly caseNumber: number
}

/** How well this one is found, `null` when not: the worst of the terms counts. Many at once: an index of them. */
export function findIn({ texts, phones, caseNumber }: Findable, query: NameQuery): Rank | null {
  const words = wordsOf(texts.join(' ')).map(toKnownWord)
  const digits = phones.map(phoneDigitsOf)
  let worst: Rank = Rank.exact
  for (const term of query.terms) {
    const rank = best([
      ...term.readings.map((reading) => rankOfReading(words, reading, term.needed)),
      ...digits.map((phone) => (term.phone ? rankOfPhone(phone, term.phone) : null)),
      rankOfNumber(caseNumber, term),
    ])
    if (rank === null) return null
    if (rank > worst) worst = rank
  }
  return worst
}

function rankOfReading(words: readonly KnownWord[], reading: readonly TypedWord[], needed: number): Rank | null {
  let worst: Rank = Rank.exact
  for (const typed of reading) {
    const ranks = words.flatMap((word) => rankOfWord(word, typed) ?? [])
    if (ranks.length < needed) return null
    const rank = best(ranks) ?? Rank.similar
    if (rank > worst) worst = rank
  }
  return worst
}

function rankOfNumber(caseNumber: number, { number }: Term): Rank | null {
  if (number === null || number === '') return null
  const written = String(caseNumber)
  if (written === number) return Rank.exact
  return written.startsWith(number) ? Rank.prefix : null
}

function best(ranks: readonly (Rank | null)[]): Rank | null {
  return ranks.reduce<Rank | null>(
    (found, rank) => (rank !== null && (found === null || rank < found) ? rank : found),
    null,
  )
}
