/** One Latin spelling of each Cyrillic letter; which of the systems it follows is all one to `skeletonOf`. */
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  // Names of neighbours: Ukrainian, Belarusian, Kazakh, Tatar, Bashkir, Kyrgyz.
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ў: 'u',
  ә: 'a',
  ғ: 'g',
  қ: 'k',
  ң: 'n',
  ө: 'o',
  ұ: 'u',
  ү: 'u',
  һ: 'kh',
  җ: 'zh',
  ҙ: 'z',
  ҡ: 'k',
  ҫ: 's',
}

/** Of ISO 9 and its likes: letters with marks that stand for two of ours; all other marks are dropped. */
const MARKED: Readonly<Record<string, string>> = {
  ž: 'zh',
  č: 'ch',
  š: 'sh',
  ŝ: 'shch',
  â: 'ya',
  û: 'yu',
  è: 'e',
  ł: 'l',
  ß: 'ss',
}

/** A folded word in plain Latin letters. */
export function toLatin(word: string): string {
  return [...word]
    .map((letter) => LETTERS[letter] ?? MARKED[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}
