/** Russian as it is written in Latin letters: by hand, in mail addresses, in passports. The longest first. */
const LETTERS: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['iu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ia', 'я'],
  ['ja', 'я'],
  ['yo', 'е'],
  ['jo', 'е'],
  ...pairs('a а b б v в g г d д e е z з i и j й k к l л m м n н o о p п r р s с t т u у f ф h х c ц y ы x кс w в q к'),
]
/** After a vowel, and doubled at the end, y and i are «й»: staroy, novyi, vechernii. */
const AFTER_VOWEL = /([аеиоуыэюя])[ыи](?=$|[бвгджзклмнпрстфхцчшщ])/g

/** A folded Latin word in Russian letters, near enough for its ending to be seen. */
export function fromLatin(word: string): string {
  let rest = word
  let russian = ''
  while (rest !== '') {
    const known = LETTERS.find(([latin]) => rest.startsWith(latin))
    russian += known ? known[1] : rest.slice(0, 1)
    rest = rest.slice(known ? known[0].length : 1)
  }
  return russian.replace(AFTER_VOWEL, '$1й')
}

function pairs(list: string): readonly (readonly [string, string])[] {
  const parts = list.split(' ')
  return parts.flatMap((latin, at) => (at % 2 === 0 ? [[latin, parts[at + 1] ?? ''] as const] : []))
}
