import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as russian } from '@orama/stemmers/russian'

import { alphabetOf } from '../name-search/fold'

/** Shorter than this nothing is taken off any more: «уфа» and «уфы» have a stem of two letters, and that is enough. */
const SHORTEST = 3
/** Станок, ботинок, справок, продавец: the vowel is gone in most of their forms, so it goes in all. */
const FLEETING = /([бвгджзклмнпрстфхцчшщ])[ое](к|ц)$/

/**
 * What the forms of a folded word have in common (Snowball). Taken again of what it has left of a Russian one: «Саратова»
 * is «саратов» to it and «Саратов» is «сарат».
 */
export function stemOf(word: string): string {
  const alphabet = alphabetOf(word)
  if (alphabet === 'latin') return english(word)
  if (alphabet !== 'cyrillic') return word
  const once = russian(word)
  const twice = russian(once)
  return (twice.length < SHORTEST ? once : twice).replace(FLEETING, '$1$2')
}
