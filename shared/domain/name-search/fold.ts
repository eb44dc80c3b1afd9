const APOSTROPHES = /['’‘ʼ`´ʹ′]/g
const NOT_OF_A_WORD = /[^\p{L}\p{N}]+/u
const HYPHENATED = /[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)+/gu
const CYRILLIC = /\p{Script=Cyrillic}/u
const LATIN = /\p{Script=Latin}/u
const ANY_HYPHEN = /[-‐‑–]/
const HYPHENS = /[-‐‑–]/g
/** Latin letters that look like Cyrillic ones: typed by mistake into a Russian name. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}

/** Case, «ё», stress marks, apostrophes and invisible marks do not matter to a person who searches. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replaceAll('ё', 'е')
    .replace(APOSTROPHES, '')
}

/** The words of a text, each once; a hyphenated one stands as its parts and as a whole too. */
export function wordsOf(text: string): readonly string[] {
  const folded = foldText(text)
  const wholes = (ANY_HYPHEN.test(folded) ? (folded.match(HYPHENATED) ?? []) : []).map((word) =>
    word.replace(HYPHENS, ''),
  )
  const words = [...folded.split(NOT_OF_A_WORD), ...wholes].filter((word) => word !== '').map(unmix)
  return [...new Set(words)]
}

export type Alphabet = 'cyrillic' | 'latin' | 'none'

export function alphabetOf(word: string): Alphabet {
  if (CYRILLIC.test(word)) return 'cyrillic'
  return LATIN.test(word) ? 'latin' : 'none'
}

/** «Cидоров» with a Latin C is the Сидоров that everybody looks for. */
function unmix(word: string): string {
  if (!CYRILLIC.test(word) || !LATIN.test(word)) return word
  const unmixed = word.replace(/\p{Script=Latin}/gu, (letter) => LOOKALIKES[letter] ?? letter)
  return LATIN.test(unmixed) ? word : unmixed
}
