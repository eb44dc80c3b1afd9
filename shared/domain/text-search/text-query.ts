import { alphabetOf, foldText } from '../name-search/fold'
import { inOtherLayout } from '../name-search/keyboard-layout'
import { digitsOf, parsePhoneFragment } from '../name-search/phone-fragment'
import { DIGITS_ONLY, joinDigits } from '../name-search/join-digits'
import { namesakesOf } from '../name-search/short-names'
import { typedSkeletonsOf } from '../name-search/skeleton'
import { fromLatin } from './from-latin'
import { PHONE_MARK, termOf, wordsIn } from './term'

/** Every part must be in a text. It is, when all terms of one of its readings are; a little less certainly, when … */
export interface TextPart {
  readonly readings: readonly (readonly string[])[]
  /** … one of these terms is: what was typed goes on longer than the word's stem, or has not gone on to it yet. */
  readonly near: readonly string[]
  /** … or one that begins so. */
  readonly beginnings: readonly string[]
  /** As it was typed, for what is exactly so to stand first. */
  readonly typed: string
}

/** What somebody looks for in messages, made ready once for a million of them. */
export interface TextQuery {
  readonly parts: readonly TextPart[]
}

const MAX_TYPED = 200
const MAX_PARTS = 12
const SHORTEST_BEGINNING = 3
/** So much of a word that is still being typed may stand beyond its stem. */
const BEYOND_STEM = 3
const SHORTEST_NEAR = 4

/** `null`: nothing to look for. */
export function parseTextQuery(typed: string): TextQuery | null {
  const chunks = joinDigits(
    typed
      .replace(/\p{Cf}/gu, '')
      .slice(0, MAX_TYPED)
      .split(/\s+/),
  )
  const isUnfinished = !/\s$/.test(typed)
  const parts = chunks
    .flatMap((chunk, at) => toParts(chunk, isUnfinished && at === chunks.length - 1))
    .slice(0, MAX_PARTS)
  return parts.length === 0 ? null : { parts }
}

function toParts(chunk: string, isUnfinished: boolean): readonly TextPart[] {
  if (DIGITS_ONLY.test(chunk)) return [ofDigits(chunk, isUnfinished)]
  const other = inOtherLayout(chunk)
  const words = chunk.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const elsewhere = other === null ? [] : (other.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
  // In the other layout signs are letters: the whole chunk is one word there, and is one part.
  if (words.length > 1 && elsewhere.length === 1) return [ofWord(words, elsewhere, isUnfinished)]
  return words.flatMap((word, at) => {
    const otherWord = inOtherLayout(word)
    const swapped =
      words.length === 1 ? elsewhere : otherWord === null ? [] : (otherWord.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    // In whichever layout it says nothing, it asks for nothing.
    if ([word, ...swapped.slice(0, 1)].some(saysNothing)) return []
    return [ofWord([word], swapped, isUnfinished && at === words.length - 1)]
  })
}

function ofWord(words: readonly string[], elsewhere: readonly string[], isUnfinished: boolean): TextPart {
  const typed = foldText(words.join(' '))
  const readings = [termsOf(words), termsOf(elsewhere), ...words.slice(0, 1).flatMap(inRussian), ...namesOf(typed)]
  const [only, another] = [words.length === 1 ? words[0] : undefined, elsewhere.length === 1 ? elsewhere[0] : undefined]
  const skeletons = [only, another].flatMap((word) => (word === undefined ? [] : typedSkeletonsOf(foldText(word))))
  const known = readings.filter((terms) => terms.length > 0)
  if (!isUnfinished || known.length === 0) return { readings: known, near: [], beginnings: [], typed }
  return {
    readings: known,
    near: skeletons.flatMap(shortened),
    beginnings: skeletons.filter((skeleton) => skeleton.length >= SHORTEST_BEGINNING),
    typed,
  }
}

function saysNothing(word: string): boolean {
  return termOf(word) === null
}

function termsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => termOf(word) ?? [])
}

/** A Latin word may be Russian: then its ending is one, and its stem another than in English. */
function inRussian(word: string): readonly (readonly string[])[] {
  const folded = foldText(word)
  if (alphabetOf(folded) !== 'latin') return []
  return [termsOf([fromLatin(folded)]), typedSkeletonsOf(folded).slice(0, 1)]
}

function namesOf(typed: string): readonly (readonly string[])[] {
  return namesakesOf(typed).map((name) => termsOf([name]))
}

function shortened(skeleton: string): readonly string[] {
  return Array.from({ length: BEYOND_STEM }, (_, cut) => skeleton.slice(0, skeleton.length - cut - 1)).filter(
    (term) => term.length >= SHORTEST_NEAR,
  )
}

/** A number as it stands, or any part of a phone. «204-18-55» is also three numbers, which need not be a phone. */
function ofDigits(chunk: string, isUnfinished: boolean): TextPart {
  const digits = digitsOf(chunk)
  const phone = parsePhoneFragment(chunk)
  const phones = phone ? [phone.digits, ...(phone.asDialled === null ? [] : [phone.asDialled])] : []
  const numbers = wordsIn(chunk).flatMap(({ term }) => term ?? [])
  return {
    readings: [
      [digits],
      ...(numbers.length > 1 ? [numbers] : []),
      ...phones.filter(isWhole).map((whole) => [PHONE_MARK + whole]),
    ],
    near: [],
    beginnings: [
      ...phones.map((part) => PHONE_MARK + part),
      ...(isUnfinished && digits.length >= SHORTEST_BEGINNING ? [digits] : []),
    ],
    typed: digits,
  }
}

function isWhole(digits: string): boolean {
  return digits.length >= 7
}
