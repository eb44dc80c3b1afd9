import { seededRandom } from '../../lib/seeded-random'
import { adjectives, cities, english, nouns, verbs, type Lexeme } from './message-words'

export interface WrittenWord {
  readonly lexeme: Lexeme
  /** As it stands in the text, but for a capital. */
  readonly form: string
}

/** One message of the corpus, with what it says known apart from how it is written. */
export interface Said {
  readonly index: number
  /** In whose conversation. */
  readonly person: number
  readonly isIncoming: boolean
  readonly language: 'ru' | 'en'
  readonly words: readonly WrittenWord[]
  /** Five digits, as of an order. */
  readonly number: string | null
  /** Ten digits after +7. */
  readonly phone: string | null
  readonly text: string
}

const GREETINGS = ['Здравствуйте! ', 'Добрый день, ', 'Подскажите, пожалуйста, ', '', '', '']
const ENDINGS = [' Спасибо.', ' Хорошо?', ' Жду ответа.', '', '', '.']

/** The same message for the same place: whoever asks for one need not make those before it. */
export function messageAt(index: number, people: number): Said {
  const random = seededRandom(index * 7_919 + 13)
  // The first numbers of neighbouring seeds are alike.
  random()
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const written = (list: readonly Lexeme[]): WrittenWord => {
    const lexeme = one(list)
    return { lexeme, form: one(lexeme.forms) }
  }
  const person = Math.floor(random() * people)
  const isIncoming = random() < 0.6
  const isEnglish = random() < 0.08
  const number = random() < 0.1 ? String(10_000 + Math.floor(random() * 90_000)) : null
  const phone = random() < 0.04 ? `9${String(Math.floor(random() * 1_000_000_000)).padStart(9, '0')}` : null
  const words = isEnglish
    ? [written(english), written(english), written(english), written(cities)]
    : [written(verbs), written(adjectives), written(nouns), written(nouns), written(cities)]
  const said = words.map(({ form }) => form)
  const text = isEnglish
    ? `Hello, ${said[0] ?? ''} the ${said[1] ?? ''} and ${said[2] ?? ''}, ${said[3] ?? ''}${ofNumber(' order', number)}${ofPhone(phone, random())}`
    : `${one(GREETINGS)}${said[0] ?? ''} ${said[1] ?? ''} ${said[2] ?? ''} и ${said[3] ?? ''}, ${said[4] ?? ''}${ofNumber(', заказ', number)}${ofPhone(phone, random())}${one(ENDINGS)}`
  return { index, person, isIncoming, language: isEnglish ? 'en' : 'ru', words, number, phone, text }
}

function ofNumber(before: string, number: string | null): string {
  return number === null ? '' : `${before} №${number}`
}

/** As different people write one down. */
function ofPhone(phone: string | null, chance: number): string {
  if (phone === null) return ''
  const [code, first, second, third] = [phone.slice(0, 3), phone.slice(3, 6), phone.slice(6, 8), phone.slice(8)]
  if (chance < 0.4) return `, +7 ${code} ${first}-${second}-${third}`
  return chance < 0.7 ? `, 8(${code})${first}${second}${third}` : `, 8${phone}`
}
