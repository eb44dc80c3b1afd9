import { describe, expect, it } from 'vitest'

import { findIn, type Findable } from './find-in'
import { parseNameQuery } from './name-query'
import { Rank } from './rank'

function person(name: string, more: Partial<Findable> = {}): Findable {
  return { texts: [name], phones: [], caseNumber: 1, ...more }
}

function find(who: Findable, typed: string): Rank | null {
  const query = parseNameQuery(typed)
  if (!query) throw new Error(`«${typed}» is nothing to look for`)
  return findIn(who, query)
}

/** Name, what is typed, how well it must be found. */
const FOUND: readonly (readonly [string, string, Rank])[] = [
  // Order, case, ё.
  ['Щербакова Юлия Алексеевна', 'юлия щербакова', Rank.exact],
  ['Щербакова Юлия Алексеевна', 'АЛЕКСЕЕВНА ЮЛИЯ', Rank.exact],
  ['Королёв Пётр Семёнович', 'петр королев', Rank.exact],
  ['Королев Петр Семенович', 'Пётр Королёв', Rank.exact],
  ['Королёв Пётр Семёнович', 'сем кор пет', Rank.prefix],
  ['Афанасьев Игорь', 'фанась', Rank.infix],
  // The wrong layout, letters on punctuation keys too.
  ['Иванов Сергей', 'bdfyjd', Rank.read],
  ['Борисов Юрий', ',jhbcjd .hbq', Rank.read],
  ['Жуков Эдуард', ";erjd 'lefhl", Rank.read],
  ['Хабибуллин Ильдар', '[f,b,ekkby', Rank.read],
  ['Подъячев Михаил', 'gjl]zxtd', Rank.read],
  ['Ёлкин Семён', '`krby', Rank.read],
  ['Борис Жданов', '<JHBC :LFYJD', Rank.read],
  ['Smith John', 'ыьшер', Rank.read],
  ['Ибрагимов Юсуп', 'b,hfu', Rank.readPrefix],
  // Latin for Russian.
  ...['Shcherbakova', 'Sherbakova', 'Scherbakova', 'Ščerbakova', 'shherbakova'].map(
    (typed) => ['Щербакова Юлия', typed, Rank.read] as const,
  ),
  ...['Yulia', 'Julia', 'Iuliia', 'Yuliya', 'Julija', 'Ûliâ'].map(
    (typed) => ['Щербакова Юлия', typed, Rank.read] as const,
  ),
  ...['Alexey', 'Aleksei', 'Aleksey', 'Alexei', 'Aleksej'].map((typed) => ['Титов Алексей', typed, Rank.read] as const),
  ...['Dmitry', 'Dmitriy', 'Dmitrii', 'Dmitri', 'Dmitrij'].map((typed) => ['Зуев Дмитрий', typed, Rank.read] as const),
  ...['Semyon', 'Semen', 'Semion', 'Semën'].map((typed) => ['Ким Семён', typed, Rank.read] as const),
  ...['Tsvetkov', 'Cvetkov', 'Tzvetkov', 'Czvetkov'].map((typed) => ['Цветков Лев', typed, Rank.read] as const),
  ...['Kharitonov', 'Haritonov', 'Xaritonov'].map((typed) => ['Харитонов Лев', typed, Rank.read] as const),
  ...['Khrushchev', 'Hruschev', 'Khrushchyov', 'Hrushchov'].map(
    (typed) => ['Хрущёв Никита', typed, Rank.read] as const,
  ),
  ...['Zhukov', 'Jukov', 'Žukov'].map((typed) => ['Жуков Лев', typed, Rank.read] as const),
  ...['Ludmila', 'Lyudmila', 'Liudmila', 'Ljudmila'].map((typed) => ['Ли Людмила', typed, Rank.read] as const),
  ...['Jamila', 'Dzhamilya'].map((typed) => ['Алиева Джамиля', typed, Rank.read] as const),
  ['Александров Александр', 'Alexander Alexandrov', Rank.read],
  ['Васильев Евгений', 'Vasilyev Yevgeny', Rank.read],
  ['Подъячев Михаил', 'Podieiachev Mikhail', Rank.read],
  ['Кузнецова Ксения', 'kuznet kseni', Rank.readPrefix],
  ['Щукин Лев', 'shc', Rank.readPrefix],
  // Russian for Latin.
  ['Yulia Shcherbakova', 'щербакова юлия', Rank.read],
  ['Aleksei Khrushchev', 'хрущев алекс', Rank.readPrefix],
  // Alike within one alphabet.
  ['Наталья Филиппова', 'наталия филипова', Rank.similar],
  // Marks, apostrophes, hyphens, one letter, four words.
  ['\u200eИван\u200bов\u00a0Пётр\u202c', 'иванов пётр', Rank.exact],
  ['Иванов Пётр', '\u202bиванов\u200b', Rank.exact],
  ['Иванов', 'Ива́нов', Rank.exact],
  ['Cидоров Олег', 'сидоров', Rank.exact],
  ["О'Нил Анна", 'онил', Rank.exact],
  ['О’Нил Анна', "о'нил", Rank.exact],
  ['Римский-Корсаков Николай', 'корсаков', Rank.exact],
  ['Римский-Корсаков Николай', 'римский-корсаков', Rank.exact],
  ['Римский-Корсаков Николай', 'римскийкорсаков', Rank.exact],
  ['Римский‑Корсаков Николай', 'hbvcrbq-rjhcfrjd', Rank.read],
  ['Иванов Иван Иванович', 'иван иванов иванович', Rank.exact],
  ['Ильин Илья', 'иль ильин', Rank.prefix],
  ['О Ен Сук', 'о ен', Rank.exact],
  ['Иванов И.', 'иванов и', Rank.exact],
  ['Мамедов Эльхан Рашид оглы', 'мамедов рашид оглы эльхан', Rank.exact],
  ['Әлия Құрманова', 'алия курманова', Rank.similar],
]

const NOT_FOUND: readonly (readonly [string, string])[] = [
  ['Щербакова Юлия', 'щербакова юрий'],
  ['Щербакова Юлия', 'ивнв'],
  ['Щербакова Юлия', 'Tscherkasova'],
  // Two typed words are two words of the name.
  ['Ильин Лев', 'иль ильин'],
  ['Иванов Пётр', 'н'],
  ['Иванов Пётр', '917'],
  ['Ан Ю', 'ft'],
]

describe('names as people type them', () => {
  it.each(FOUND)('[F1] [F5] finds «%s» by «%s»', (name, typed, rank) => {
    expect(find(person(name), typed)).toBe(rank)
  })

  it.each(NOT_FOUND)('[F1] [F5] does not find «%s» by «%s»', (name, typed) => {
    expect(find(person(name), typed)).toBeNull()
  })

  it.each(['', '   ', '—', '\u200b', ',', '()'])('has nothing to look for in «%s»', (typed) => {
    expect(parseNameQuery(typed)).toBeNull()
  })
})

describe('phones, numbers and what the conversation is about', () => {
  const anna = person('Анна Ковалёва', {
    texts: ['Анна Ковалёва', 'Водитель-курьер', 'Диван «Осло»'],
    phones: ['+79172041833', '8 (495) 123-45-67'],
    caseNumber: 10481,
  })

  it.each([
    ['+7 917 204-18-33', Rank.exact],
    ['8 (917) 204 18 33', Rank.exact],
    ['9172041833', Rank.exact],
    ['8 495 1234567', Rank.exact],
    ['+7 (495) 123', Rank.prefix],
    ['8 (917) 204-18', Rank.prefix],
    ['1833', Rank.prefix],
    ['204-18', Rank.infix],
    ['ковалева 1833', Rank.prefix],
    ['10481', Rank.exact],
    ['№10481', Rank.exact],
    ['10 481', Rank.exact],
    ['104', Rank.prefix],
    ['осло анна', Rank.exact],
    ['курьер', Rank.exact],
    ['водительк', Rank.prefix],
    ['lbdfy', Rank.read],
  ])('[F1] [F4] [F5] finds by «%s»', (typed, rank) => {
    expect(find(anna, typed)).toBe(rank)
  })

  it.each(['анна петрова', '99', '+8 917', '555', '0481'])('[F5] does not find by «%s»', (typed) => {
    expect(find(anna, typed)).toBeNull()
  })
})
