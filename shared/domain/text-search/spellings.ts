import { alphabetOf, foldText } from '../name-search/fold'
import { inOtherLayout } from '../name-search/keyboard-layout'
import { namesakesOf } from '../name-search/short-names'
import { fromLatin } from './from-latin'

/** One typed word, and everything that may be meant by it: each is words that must all be there. */
export interface SpelledWord {
  readonly meant: readonly string[]
  /** It is still being typed: longer words that begin so are meant, too. */
  readonly isUnfinished: boolean
}

const MAX_WORDS = 12
const WORDS = /[\p{L}\p{N}\p{M}]+/gu

/** What is typed for a search that has its own stems: in the other layout, in Russian letters, by other names. */
export function spellingsOf(typed: string): readonly SpelledWord[] {
  const chunks = typed.split(/\s+/).filter((chunk) => wordsOf(chunk).length > 0)
  const isOpen = !/\s$/.test(typed)
  return chunks.slice(0, MAX_WORDS).map((chunk, at) => {
    const direct = wordsOf(chunk)
    const other = inOtherLayout(chunk)
    const [only = ''] = direct
    const meant = [
      direct.join(' '),
      ...(other === null ? [] : [wordsOf(other).join(' ')]),
      ...(direct.length === 1 && alphabetOf(only) === 'latin' ? [fromLatin(only)] : []),
      ...(direct.length === 1 ? namesakesOf(only) : []),
    ]
    return {
      meant: [...new Set(meant)].filter((words) => words !== ''),
      isUnfinished: isOpen && at === chunks.length - 1,
    }
  })
}

function wordsOf(text: string): readonly string[] {
  return foldText(text).match(WORDS) ?? []
}
