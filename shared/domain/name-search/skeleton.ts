import { alphabetOf } from './fold'
import { toLatin } from './latin'

/**
 * What is left of a name when the ways to spell it are taken away: «Щербакова», Shcherbakova, Sherbakova and Scherbakova
 * have one skeleton, and so have «Юлия», Yulia, Julia and Iuliia. Sounds of several letters are a letter and a capital
 * H, so that the skeleton of a word's beginning is the beginning of its skeleton («Kuznet» of «Kuznets»).
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/shch|schtsch|schtch|shtch|chtch|shh|sch|sh/g, 'sH'],
  [/tch|ch/g, 'cH'],
  [/zh/g, 'zH'],
  [/kh|h/g, 'kH'],
  [/ck|q/g, 'k'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/tz|cz/g, 'ts'],
  [/c(?=[eiyv])/g, 'ts'],
  [/c(?!H)/g, 'k'],
  // Alexander is Александр.
  [/nder/g, 'ndr'],
  // y, j, i are one vowel; before another one it only softens: Alekseyev, Semyon, Ludmila, Jamila.
  [/[yji]+/g, 'i'],
  // Passports write «ъ» as ie: Podieiachev.
  [/ie(?=i[au])/g, ''],
  [/iu/g, 'u'],
  [/i[eo]/g, 'e'],
  [/lia/g, 'la'],
  [/([scz]H)o/g, '$1e'],
  [/(.)\1+/g, '$1'],
]

export function skeletonOf(word: string): string {
  return RULES.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), toLatin(word))
}

/** As typed: where a Latin letter stands for different Russian ones in different systems, all of them. */
export function typedSkeletonsOf(word: string): readonly string[] {
  const spellings = alphabetOf(word) === 'latin' ? READINGS.reduce<readonly string[]>(withReading, [word]) : [word]
  return [...new Set(spellings.map(skeletonOf))]
}

const READINGS: readonly (readonly [RegExp, string])[] = [
  // Xaritonov of GOST 7.79, beside Alexey.
  [/x/g, 'kh'],
  // Jukov, Jamila.
  [/j/g, 'zh'],
  [/^j/g, 'dzh'],
  // Sc… and Shc… are on their way to Shch….
  [/sh?c$/, 'sh'],
]

const MAX_SPELLINGS = 6

function withReading(spellings: readonly string[], [pattern, reading]: readonly [RegExp, string]): readonly string[] {
  const read = spellings.filter((word) => word.search(pattern) !== -1).map((word) => word.replace(pattern, reading))
  return [...spellings, ...read].slice(0, MAX_SPELLINGS)
}
