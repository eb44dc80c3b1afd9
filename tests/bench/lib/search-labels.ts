// Whole: the rules of all labelled queries on one page.
import { seededRandom } from '../../lib/seeded-random'
import type { Lexeme } from './message-words'
import { messageAt, type Said } from './messages'
import { labelledQueries as labelledNames, spelledByHand, spelledInPassport, spelledOnKeys } from './name-labels'
import type { Person } from './people'

/*
 * 500 queries of one box over people and messages: 20 of each of the 12 kinds of name-labels.ts, 20 by short names, and
 * 20 of each of the 12 kinds of messages below. They were written before anything that answers them.
 *
 * How each answer follows from the data: a query is made from one message, drawn by a fixed seed, by tables of this
 * folder which know nothing of the search. Which forms are one word says message-words.ts; which letter lies on which key
 * and how Russian is spelled in Latin letters says name-labels.ts. Expected are all messages of the corpus that hold
 * every word that was meant, in whichever form, or the very number or phone. Only where the last word is unfinished is a
 * word meant by its letters: expected are all that hold the others and a word that begins so.
 *
 * A short name stands for the full names that SHORT_NAMES gives it: expected is everybody who bears one of them and the
 * very surname.
 */

/** Found is what stands among the first ten; of more than ten expected ones, ten are all. */
export interface SearchLabel {
  readonly kind: string
  readonly typed: string
  readonly people: readonly number[]
  readonly messages: readonly number[]
}

const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  Саша: ['Александр'],
  Серёжа: ['Сергей'],
  Дима: ['Дмитрий'],
  Лёша: ['Алексей'],
  Женя: ['Евгений', 'Евгения'],
  Миша: ['Михаил'],
  Ваня: ['Иван'],
  Коля: ['Николай'],
  Юра: ['Юрий'],
  Петя: ['Пётр'],
  Тёма: ['Артём'],
  Сеня: ['Семён'],
  Федя: ['Фёдор'],
  Эдик: ['Эдуард'],
  Слава: ['Вячеслав'],
  Юля: ['Юлия'],
  Аня: ['Анна'],
  Маша: ['Мария'],
  Лена: ['Елена'],
  Оля: ['Ольга'],
  Наташа: ['Наталья'],
  Катя: ['Екатерина'],
  Таня: ['Татьяна'],
  Ира: ['Ирина'],
  Света: ['Светлана'],
  Ксюша: ['Ксения'],
  Даша: ['Дарья'],
  Люда: ['Людмила'],
  Соня: ['Софья'],
}

const PER_KIND = 20

interface Kind {
  readonly name: string
  /** `null`: nothing of this kind can be asked about this message. */
  readonly make: (said: Said, random: () => number) => Asked | null
}

interface Asked {
  readonly typed: string
  readonly lexemes?: readonly Lexeme[]
  readonly beginning?: string
  readonly number?: string
  /** All ten digits, or the last of them. */
  readonly phoneEnd?: string
}

const isRussian = ({ language }: Said) => language === 'ru'
/** All that it speaks of but the verb: as much as a person remembers. */
const remembered = ({ words }: Said) => words.slice(1)
const lexemesOf = (words: Said['words']) => words.map(({ lexeme }) => lexeme)

const KINDS: readonly Kind[] = [
  {
    name: 'words as written, in another order',
    make: (said) =>
      isRussian(said)
        ? {
            typed: [...remembered(said)]
              .reverse()
              .map(({ form }) => form)
              .join(' '),
            lexemes: lexemesOf(remembered(said)),
          }
        : null,
  },
  { name: 'other forms', make: inOtherForms((text) => text) },
  { name: 'other forms, capitals and е for ё', make: inOtherForms((text) => text.toUpperCase().replaceAll('Ё', 'Е')) },
  { name: 'wrong layout', make: inOtherForms(spelledOnKeys) },
  { name: 'Latin letters by hand', make: inOtherForms(spelledByHand) },
  { name: 'Latin letters as in passports', make: inOtherForms(spelledInPassport) },
  {
    name: 'last word unfinished',
    make: (said) => {
      const [noun, city] = [said.words[2], said.words[4]]
      if (!isRussian(said) || !noun || !city) return null
      const beginning = noun.form.slice(0, Math.max(4, noun.form.length - 2))
      const adjective = said.words[1]
      if (!adjective) return null
      return {
        typed: `${city.form} ${adjective.form} ${beginning}`,
        lexemes: [city.lexeme, adjective.lexeme],
        beginning: plain(beginning),
      }
    },
  },
  { name: 'number', make: ({ number }) => (number === null ? null : { typed: number, number }) },
  {
    name: 'number and a word',
    make: ({ number, words }) => {
      const city = words.at(-1)
      return number === null || !city ? null : { typed: `${city.form} ${number}`, lexemes: [city.lexeme], number }
    },
  },
  {
    name: 'phone, written otherwise',
    make: ({ phone }) =>
      phone === null
        ? null
        : {
            typed: `+7 (${phone.slice(0, 3)}) ${phone.slice(3, 6)} ${phone.slice(6, 8)} ${phone.slice(8)}`,
            phoneEnd: phone,
          },
  },
  {
    name: 'last digits of a phone',
    make: ({ phone }) =>
      phone === null
        ? null
        : { typed: `${phone.slice(3, 6)}-${phone.slice(6, 8)}-${phone.slice(8)}`, phoneEnd: phone.slice(3) },
  },
  {
    name: 'English forms',
    make: (said, random) =>
      said.language === 'en'
        ? {
            typed: said.words.map(({ lexeme }) => anyForm(lexeme, random)).join(' '),
            lexemes: lexemesOf(said.words),
          }
        : null,
  },
]

/** All labelled queries, mixed in an order that is the same every time. */
export function searchLabels(people: readonly Person[], messageCount: number): readonly SearchLabel[] {
  const corpus = new Corpus(messageCount, people.length)
  const names = labelledNames(people, PER_KIND).map(({ kind, typed, expected }): SearchLabel => ({
    kind,
    typed,
    people: expected,
    messages: [],
  }))
  const labels = [...names, ...byShortNames(people), ...ofMessages(corpus, messageCount, people.length)]
  const random = seededRandom(4_711)
  return labels
    .map((label) => ({ label, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ label }) => label)
}

function ofMessages(corpus: Corpus, messageCount: number, people: number): readonly SearchLabel[] {
  const random = seededRandom(313)
  return KINDS.flatMap(({ name, make }) => {
    const labels: SearchLabel[] = []
    while (labels.length < PER_KIND) {
      const asked = make(messageAt(Math.floor(random() * messageCount), people), random)
      if (asked)
        labels.push({ kind: `messages: ${name}`, typed: asked.typed, people: [], messages: corpus.find(asked) })
    }
    return labels
  })
}

function byShortNames(people: readonly Person[]): readonly SearchLabel[] {
  const random = seededRandom(99)
  const shorts = Object.entries(SHORT_NAMES)
  const labels: SearchLabel[] = []
  while (labels.length < PER_KIND) {
    const person = people[Math.floor(random() * people.length)]
    const known = shorts.find(([, full]) => person && full.includes(person.firstName))
    if (!person || !known) continue
    const [short, full] = known
    const expected = people.filter(
      (other) => plain(other.lastName) === plain(person.lastName) && full.includes(other.firstName),
    )
    labels.push({
      kind: 'short name',
      typed: `${short} ${person.lastName}`,
      people: expected.map(({ index }) => index),
      messages: [],
    })
  }
  return labels
}

/** Which message speaks of what, for answers by the data alone. */
class Corpus {
  private readonly byLexeme = new Map<number, number[]>()
  private readonly byNumber = new Map<string, number[]>()
  private readonly withPhone: { readonly phone: string; readonly index: number }[] = []

  constructor(
    count: number,
    private readonly people: number,
  ) {
    for (let index = 0; index < count; index += 1) {
      const { words, number, phone } = messageAt(index, people)
      for (const id of new Set(words.map(({ lexeme }) => lexeme.id))) listOf(this.byLexeme, id).push(index)
      if (number !== null) listOf(this.byNumber, number).push(index)
      if (phone !== null) this.withPhone.push({ phone, index })
    }
  }

  find({ lexemes = [], beginning, number, phoneEnd }: Asked): readonly number[] {
    const lists = lexemes.map(({ id }) => this.byLexeme.get(id) ?? [])
    if (number !== undefined) lists.push(this.byNumber.get(number) ?? [])
    if (phoneEnd !== undefined)
      lists.push(this.withPhone.filter(({ phone }) => phone.endsWith(phoneEnd)).map(({ index }) => index))
    const [first = [], ...others] = lists
    const sets = others.map((list) => new Set(list))
    return first.filter((index) => sets.every((set) => set.has(index)) && this.begins(index, beginning))
  }

  private begins(index: number, beginning: string | undefined): boolean {
    if (beginning === undefined) return true
    return messageAt(index, this.people).words.some(({ form }) => plain(form).startsWith(beginning))
  }
}

function inOtherForms(spell: (text: string) => string): Kind['make'] {
  return (said, random) =>
    isRussian(said)
      ? {
          typed: spell(
            remembered(said)
              .map(({ lexeme }) => anyForm(lexeme, random))
              .join(' '),
          ),
          lexemes: lexemesOf(remembered(said)),
        }
      : null
}

function anyForm({ forms }: Lexeme, random: () => number): string {
  return forms[Math.floor(random() * forms.length)] ?? ''
}

function listOf<Key>(lists: Map<Key, number[]>, key: Key): number[] {
  const known = lists.get(key)
  if (known) return known
  const made: number[] = []
  lists.set(key, made)
  return made
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
