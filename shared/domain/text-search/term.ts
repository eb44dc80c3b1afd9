import { foldText } from '../name-search/fold'
import { phoneDigitsOf } from '../name-search/phone-fragment'
import { skeletonOf } from '../name-search/skeleton'
import { isEmptyWord } from './empty-words'
import { stemOf } from './stem'

const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Numbers, and what a machine calls itself: they have neither forms nor spellings. */
const WITH_DIGIT = /\d/
/** Ten digits or more with nothing between them but what people write into phones. */
const PHONE = /\+?\d(?:[\s()\-–.]{0,3}\d){9,14}/g
/** A term of a phone's digits begins with it: no word does. */
export const PHONE_MARK = '#'
const SHORTEST_END = 4
/** Longer than any word; what a machine wrote is not looked for. */
const LONGEST_WORD = 60
const SURROGATES = /[\ud800-\udfff]/

/** A stretch of a text that is one word, and what it is known by; `null`: every text has it, nobody looks for it. */
export interface Word {
  readonly start: number
  readonly end: number
  readonly term: string | null
}

/**
 * By which a word is known: the stem of its forms, spelled so that both alphabets are one («вакансии» and vakansii, but
 * also «счёт» and «счет»).
 */
export function termOf(word: string): string | null {
  const folded = foldText(word)
  if (folded === '' || folded.length > LONGEST_WORD || SURROGATES.test(folded)) return null
  if (WITH_DIGIT.test(folded)) return folded
  if (isEmptyWord(folded)) return null
  const term = skeletonOf(stemOf(folded))
  return term === '' ? null : term
}

export function wordsIn(text: string, knownAs: (word: string) => string | null = termOf): readonly Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    term: knownAs(word),
  }))
}

/** All terms of a text, each once; a phone also by every ending of it, so that any part of it is the beginning of one. */
export function termsIn(text: string, knownAs: (word: string) => string | null = termOf): ReadonlySet<string> {
  const terms = new Set<string>()
  for (const word of text.match(WORD) ?? []) {
    const term = knownAs(word)
    if (term !== null) terms.add(term)
  }
  for (const phone of text.match(PHONE) ?? []) for (const end of endingsOf(phone)) terms.add(end)
  return terms
}

/** Where phones stand in a text. */
export function phonesIn(
  text: string,
): readonly { readonly start: number; readonly end: number; readonly digits: string }[] {
  return [...text.matchAll(PHONE)].map(({ 0: phone, index }) => ({
    start: index,
    end: index + phone.length,
    digits: withCountry(phone),
  }))
}

function endingsOf(phone: string): readonly string[] {
  const digits = withCountry(phone)
  const endings: string[] = []
  for (let at = 0; digits.length - at >= SHORTEST_END; at += 1) endings.push(PHONE_MARK + digits.slice(at))
  return endings
}

function withCountry(phone: string): string {
  const digits = phoneDigitsOf(phone)
  return digits.length === 10 && digits.startsWith('9') ? `7${digits}` : digits
}
