import { alphabetOf, wordsOf, type Alphabet } from './fold'
import { DIGITS_ONLY, joinDigits } from './join-digits'
import { inOtherLayout } from './keyboard-layout'
import { digitsOf, parsePhoneFragment, type PhoneFragment } from './phone-fragment'
import { namesakesOf } from './short-names'
import { typedSkeletonsOf } from './skeleton'

/** One typed word in one way of reading it. */
export interface TypedWord {
  readonly word: string
  readonly skeletons: readonly string[]
  readonly alphabet: Alphabet
  /** Read as if the keyboard had been in the other layout. */
  readonly isOtherLayout: boolean
  /** Not what was typed, but another name of those who are called so: the whole name or nothing. */
  readonly isNamesake?: true
}

/** Every term must be found; a term is found when one of its readings is. */
export interface Term {
  /** Each reading is words that must all be found: «,jhbcjd» is one in ЙЦУКЕН. */
  readonly readings: readonly (readonly TypedWord[])[]
  readonly phone: PhoneFragment | null
  /**
   * In how many words it must be found: in one more for each other term that begins with it, since «иль ильин» asks for
   * an Илья or Ильинична beside the Ильин.
   */
  readonly needed: number
  /** Digits of a case's number, or its beginning. */
  readonly number: string | null
}

/** What a person typed into a search field, made ready once for many chats. */
export interface NameQuery {
  readonly terms: readonly Term[]
}

/** More words than any name has; the rest of a pasted page is not looked for. */
const MAX_TERMS = 12
const MAX_TYPED = 200

/** `null` when there is nothing to look for. */
export function parseNameQuery(typed: string): NameQuery | null {
  const chunks = typed
    .replace(/\p{Cf}/gu, '')
    .slice(0, MAX_TYPED)
    .split(/\s+/)
  const terms: readonly Omit<Term, 'needed'>[] = joinDigits(chunks).flatMap(toTerms).slice(0, MAX_TERMS)
  return terms.length === 0 ? null : { terms: terms.map((term) => ({ ...term, needed: neededOf(term, terms) })) }
}

function neededOf(term: Omit<Term, 'needed'>, terms: readonly Omit<Term, 'needed'>[]): number {
  const word = onlyWordOf(term)
  if (word === null) return 1
  const longer = terms.map(onlyWordOf).filter((other) => other !== null && other !== word && other.startsWith(word))
  return 1 + new Set(longer).size
}

function onlyWordOf({ readings }: Omit<Term, 'needed'>): string | null {
  const [direct] = readings
  return direct?.length === 1 ? (direct[0]?.word ?? null) : null
}

function toTerms(chunk: string): readonly Omit<Term, 'needed'>[] {
  if (DIGITS_ONLY.test(chunk)) {
    const digits = digitsOf(chunk)
    return [
      { readings: [[typedWord(digits, false)]], phone: parsePhoneFragment(chunk), number: digits.replace(/^0+/, '') },
    ]
  }
  return chunk.split(/[-‐‑–]/).flatMap((part) => {
    const other = inOtherLayout(part)
    const direct = wordsOf(part).map((word) => typedWord(word, false))
    const swapped = other === null ? [] : wordsOf(other).map((word) => typedWord(word, true))
    const called = [...direct, ...swapped].flatMap(({ word }) => namesakesOf(word))
    const readings = [direct, swapped, ...called.map((name) => [toNamesake(name)])].filter((words) => words.length > 0)
    // Signs alone are nothing to look for, though their keys write «бюж» in the other layout.
    return direct.length === 0 ? [] : [{ readings, phone: null, number: null }]
  })
}

function typedWord(word: string, isOtherLayout: boolean): TypedWord {
  return { word, skeletons: typedSkeletonsOf(word), alphabet: alphabetOf(word), isOtherLayout }
}

function toNamesake(name: string): TypedWord {
  return { ...typedWord(name, false), isNamesake: true }
}
