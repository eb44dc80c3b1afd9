import { seededRandom } from '../../lib/seeded-random'
import type { Person } from './people'

/** A query with those who must be among what it finds. */
export interface LabelledQuery {
  readonly kind: string
  readonly typed: string
  readonly expected: readonly number[]
}

/*
 * How each answer follows from the data: the query is made from one person by tables of its own, which know nothing of
 * the search (what is written on passports, in ISO 9 and by hand; which letter lies on which key). Expected is everybody
 * whose named fields equal that person's, with «ё» as «е»: for a part of a word everybody whose field begins with it or
 * holds it, for digits everybody whose phone or case number does.
 */
interface Kind {
  readonly name: string
  readonly typed: (person: Person) => string
  readonly isExpected: (person: Person, other: Person) => boolean
}

/** ICAO Doc 9303, as in Russian passports. */
const PASSPORT = table(
  'а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y ь _ э e ю iu я ia',
)
/** As people write in mail addresses. */
const BY_HAND = table(
  'а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч ch ш sh щ sch ъ _ ы y ь _ э e ю yu я ya',
)
/** ISO 9:1995. */
const ISO_9 = table(
  'а a б b в v г g д d е e ё ë ж ž з z и i й j к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч č ш š щ ŝ ъ _ ы y ь _ э è ю û я â',
)
const KEYS = table(
  "ё ` й q ц w у e к r е t н y г u ш i щ o з p х [ ъ ] ф a ы s в d а f п g р h о j л k д l ж ; э ' я z ч x с c м v и b т n ь m б , ю .",
)

export const spelledInPassport = (text: string) => spell(text, PASSPORT)
export const spelledByHand = (text: string) => spell(text, BY_HAND)
export const spelledOnKeys = (text: string) => spell(text, KEYS)

const sameName = (a: Person, b: Person) => isSame(a.lastName, b.lastName) && isSame(a.firstName, b.firstName)
const nameOf = ({ lastName, firstName }: Person) => `${lastName} ${firstName}`

const KINDS: readonly Kind[] = [
  {
    name: 'full name, any order and case',
    typed: ({ lastName, firstName, patronymic }) =>
      `${patronymic.toUpperCase()} ${lastName.toLowerCase()} ${firstName}`,
    isExpected: (a, b) => sameName(a, b) && isSame(a.patronymic, b.patronymic),
  },
  { name: 'е for ё', typed: (person) => plain(nameOf(person)), isExpected: sameName },
  { name: 'wrong layout', typed: (person) => spell(nameOf(person), KEYS), isExpected: sameName },
  { name: 'passport spelling', typed: (person) => spell(nameOf(person), PASSPORT), isExpected: sameName },
  { name: 'spelled by hand', typed: (person) => spell(nameOf(person), BY_HAND), isExpected: sameName },
  { name: 'ISO 9', typed: (person) => spell(nameOf(person), ISO_9), isExpected: sameName },
  {
    name: 'beginnings',
    typed: ({ lastName, firstName }) => `${firstName.slice(0, 3)} ${lastName.slice(0, 5)}`,
    isExpected: (a, b) => begins(b.lastName, a.lastName.slice(0, 5)) && begins(b.firstName, a.firstName.slice(0, 3)),
  },
  {
    name: 'middle of the surname',
    typed: ({ lastName }) => lastName.slice(1, 6),
    isExpected: (a, b) => plain(b.lastName).includes(plain(a.lastName.slice(1, 6))),
  },
  {
    name: 'phone',
    typed: ({ phone }) => `8 (${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6, 8)}-${phone.slice(8)}`,
    isExpected: (a, b) => a.phone === b.phone,
  },
  {
    name: 'last digits',
    typed: ({ phone }) => phone.slice(-6),
    isExpected: (a, b) => b.phone.endsWith(a.phone.slice(-6)),
  },
  {
    name: 'case number',
    typed: ({ caseNumber }) => `№${caseNumber}`,
    isExpected: (a, b) => a.caseNumber === b.caseNumber,
  },
  {
    name: 'name and vacancy',
    typed: (person) => `${nameOf(person)} ${person.vacancy.split(/[\s-]/)[0] ?? ''}`,
    isExpected: (a, b) => sameName(a, b) && a.vacancy === b.vacancy,
  },
]

/** `perKind` queries of each kind, in a mixed order that is the same every time. */
export function labelledQueries(people: readonly Person[], perKind: number): readonly LabelledQuery[] {
  const random = seededRandom(77)
  const queries: LabelledQuery[] = []
  for (let round = 0; round < perKind; round += 1) {
    for (const { name, typed, isExpected } of KINDS) {
      const person = people[Math.floor(random() * people.length)]
      if (!person) throw new Error('Nobody to look for')
      const expected = people.filter((other) => isExpected(person, other)).map(({ index }) => index)
      queries.push({ kind: name, typed: typed(person), expected })
    }
  }
  return queries
}

function spell(text: string, letters: ReadonlyMap<string, string>): string {
  return [...text.toLowerCase()].map((letter) => letters.get(letter) ?? letter).join('')
}

function table(pairs: string): ReadonlyMap<string, string> {
  const parts = pairs.split(' ')
  const entries: [string, string][] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    entries.push([parts[at] ?? '', (parts[at + 1] ?? '').replace('_', '')])
  }
  return new Map(entries)
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function begins(text: string, beginning: string): boolean {
  return plain(text).startsWith(plain(beginning))
}
