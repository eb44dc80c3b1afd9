import { alphabetOf, type Alphabet } from './fold'
import type { TypedWord } from './name-query'
import { Rank } from './rank'
import { skeletonOf } from './skeleton'

/** A word of a name, a vacancy or an ad, ready to be compared with what is typed. */
export interface KnownWord {
  readonly word: string
  readonly skeleton: string
  readonly alphabet: Alphabet
}

const MIN_INFIX = 3
/** Shorter skeletons stand in too many names. */
const MIN_OTHER_ALPHABET = 2
const MIN_SIMILAR = 4

export function toKnownWord(word: string): KnownWord {
  const alphabet = alphabetOf(word)
  return { word, skeleton: alphabet === 'none' ? '' : skeletonOf(word), alphabet }
}

export function rankOfWord(known: KnownWord, typed: TypedWord): Rank | null {
  const { word } = typed
  if (typed.isNamesake) return known.word === word ? Rank.read : null
  const at = known.word.indexOf(word)
  if (at === 0) return whole(known.word.length === word.length, typed.isOtherLayout)
  const bySound = rankBySound(known, typed)
  if (bySound === Rank.read || bySound === Rank.readPrefix) return bySound
  if (at > 0 && word.length >= MIN_INFIX) return typed.isOtherLayout ? Rank.similar : Rank.infix
  return bySound
}

function whole(isWhole: boolean, isOtherLayout: boolean): Rank {
  if (isOtherLayout) return isWhole ? Rank.read : Rank.readPrefix
  return isWhole ? Rank.exact : Rank.prefix
}

function rankBySound(known: KnownWord, { word, skeletons, alphabet, isOtherLayout }: TypedWord): Rank | null {
  if (known.skeleton === '' || alphabet === 'none') return null
  const isGuess = isOtherLayout || alphabet === known.alphabet
  if (isGuess && word.length < MIN_SIMILAR) return null
  let best: Rank | null = null
  for (const skeleton of skeletons) {
    if (skeleton.length < MIN_OTHER_ALPHABET || !known.skeleton.startsWith(skeleton)) continue
    if (isGuess) return Rank.similar
    if (known.skeleton.length === skeleton.length) return Rank.read
    best = Rank.readPrefix
  }
  return best
}
