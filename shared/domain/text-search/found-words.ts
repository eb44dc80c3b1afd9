import { foldText } from '../name-search/fold'
import { PHONE_MARK, phonesIn, wordsIn } from './term'
import type { TextQuery } from './text-query'

/** A stretch of a text for which it was found. */
export interface FoundStretch {
  readonly start: number
  readonly end: number
}

/** Where in a text the words are that were looked for, in their order and apart from each other. */
export function foundIn(text: string, { parts }: TextQuery): readonly FoundStretch[] {
  const terms = new Set(parts.flatMap(({ readings, near }) => [...readings.flat(), ...near]))
  const beginnings = parts.flatMap((part) => part.beginnings)
  const fits = (term: string) => terms.has(term) || beginnings.some((beginning) => term.startsWith(beginning))
  const words = wordsIn(text).filter(({ term }) => term !== null && fits(term))
  const wanted = [...terms, ...beginnings].filter((term) => term.startsWith(PHONE_MARK)).map((term) => term.slice(1))
  const phones = phonesIn(text).filter(({ digits }) => wanted.some((part) => digits.includes(part)))
  const stretches = [...words, ...phones].sort((a, b) => a.start - b.start || b.end - a.end)
  const apart: FoundStretch[] = []
  for (const { start, end } of stretches) if (start >= (apart.at(-1)?.end ?? 0)) apart.push({ start, end })
  return apart
}

/** Does every word stand there just as it was typed, in whichever case? */
export function isAsTyped(text: string, { parts }: TextQuery): boolean {
  const words = new Set(wordsIn(text, (word) => foldText(word)).map(({ term }) => term))
  return parts.every(({ typed }) => words.has(typed))
}
