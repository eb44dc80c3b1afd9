/** The letters' keys of the two layouts, key by key as they lie, the row of digits left out: both have the same. */
const QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const JCUKEN = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const SHIFTED_QWERTY = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'

const TO_JCUKEN = pairs(QWERTY + SHIFTED_QWERTY, JCUKEN + JCUKEN.toUpperCase())
const TO_QWERTY = pairs(JCUKEN + JCUKEN.toUpperCase(), QWERTY + SHIFTED_QWERTY)

/**
 * What the same keys write in the other layout; `null` where nothing changes or where both alphabets were typed, so
 * that it was no slip. «,» is a key of Russian «б»: it counts as a letter only beside Latin ones.
 */
export function inOtherLayout(typed: string): string | null {
  const hasCyrillic = /[а-яё]/i.test(typed)
  const hasLatin = /[a-z]/i.test(typed)
  if (hasCyrillic && hasLatin) return null
  const keys = hasCyrillic ? TO_QWERTY : TO_JCUKEN
  const other = [...typed].map((letter) => keys.get(letter) ?? letter).join('')
  return other === typed ? null : other
}

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((letter, index) => [letter, to[index] ?? letter]))
}
