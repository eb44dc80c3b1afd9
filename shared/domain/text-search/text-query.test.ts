import { describe, expect, it } from 'vitest'

import { foundIn, isAsTyped } from './found-words'
import { snippetOf } from './snippet'
import { stemOf } from './stem'
import { termOf, termsIn } from './term'
import { parseTextQuery } from './text-query'

/** As an index answers it, of one text: `exact` by forms, `near` also by what is still being typed. */
function finds(typed: string, text: string): 'exact' | 'near' | null {
  const query = parseTextQuery(typed)
  if (!query) return null
  const terms = termsIn(text)
  const isExact = (part: (typeof query.parts)[number]) =>
    part.readings.some((reading) => reading.every((term) => terms.has(term)))
  const isNear = (part: (typeof query.parts)[number]) =>
    isExact(part) ||
    part.near.some((term) => terms.has(term)) ||
    part.beginnings.some((beginning) => [...terms].some((term) => term.startsWith(beginning)))
  if (query.parts.every(isExact)) return 'exact'
  return query.parts.every(isNear) ? 'near' : null
}

describe('words of messages', () => {
  const text = 'Подпишем срочный договор аренды квартиры в Саратове, чертёж и станок привезут завтра. Звоните Саше!'

  it.each([
    'договоры',
    'срочному договору',
    'АРЕНДА КВАРТИР',
    'станка',
    'чертежи',
    'Саратов',
    'саратова',
    'чертеж',
    'Александр',
  ])('[F5] finds «%s» by any form', (typed) => {
    expect(finds(`${typed} `, text)).toBe('exact')
  })

  it.each(['ljujdjh', 'fhtylf', 'xthnt;b', 'Cfhfnjd'])('[F5] finds «%s», typed in the other layout', (typed) => {
    expect(finds(`${typed} `, text)).toBe('exact')
  })

  it.each(['dogovory', 'arenda', 'srochnogo', 'srochnyy', 'kvartiru', 'Saratova', 'sasha'])(
    '[F5] finds «%s» in Latin letters',
    (typed) => {
      expect(finds(`${typed} `, text)).toBe('exact')
    },
  )

  it.each(['invoice', 'invoicing', 'SCHEDULE', 'штмщшсу'])('[F5] finds «%s» in an English text', (typed) => {
    expect(finds(`${typed} `, 'Two invoices were scheduled')).toBe('exact')
  })

  it.each(['дог', 'догов', 'договора', 'договорам', 'сроч', 'dogov', 'ljuj'])(
    '[F3] finds by «%s», which is still being typed',
    (typed) => {
      expect(finds(typed, text)).not.toBeNull()
    },
  )

  it('[F5] finds a word that is being typed beyond its stem', () => {
    for (const typed of ['здрав', 'здравств', 'здравствуй', 'здравствуйт', 'здравствуйте'])
      expect(finds(typed, 'Здравствуйте!'), typed).not.toBeNull()
  })

  it.each(['8 917 204-18-55', '+7 (917) 2041855', '204-18-55', '20418', '9172041855', '1855'])(
    '[F5] finds the phone by «%s»',
    (typed) => {
      expect(finds(typed, 'Мой номер 8(917)204 18 55, до вечера')).not.toBeNull()
    },
  )

  it('[F4] finds a number as it stands', () => {
    expect(finds('№48213 ', 'Заказ №48213, Казань')).toBe('exact')
    expect(finds('48214 ', 'Заказ №48213, Казань')).toBeNull()
  })

  it('does not find what says something else', () => {
    for (const typed of ['договориться о цене', 'склад', 'стан', 'вода'])
      expect(finds(`${typed} `, 'Подпишем договор'), typed).toBeNull()
  })

  it('passes over words that every message has', () => {
    expect(parseTextQuery('и не на')).toBeNull()
    expect(parseTextQuery('  ')).toBeNull()
    expect(parseTextQuery('?!')).toBeNull()
    expect(finds('договор и на квартиру ', text)).toBe('exact')
  })

  it('knows «ё» as «е», and words of nobody’s language as they are', () => {
    expect(termOf('Расчёт')).toBe(termOf('расчет'))
    expect(stemOf('x86')).toBe('x86')
    expect(termOf('а'.repeat(100))).toBeNull()
  })
})

describe('what was found', () => {
  it('[F3] is marked where it stands', () => {
    const text = 'Срочные договоры: 8 (917) 204-18-55'
    const query = parseTextQuery('договор 204-18-55')
    expect(query && foundIn(text, query).map(({ start, end }) => text.slice(start, end))).toEqual([
      'договоры',
      '8 (917) 204-18-55',
    ])
  })

  it('stands before other forms when it is just as typed', () => {
    const query = parseTextQuery('Договор')
    expect(query && isAsTyped('подпишем договор', query)).toBe(true)
    expect(query && isAsTyped('подпишем договоры', query)).toBe(false)
  })

  it('[F3] is shown with what stands around it', () => {
    const text = `${'слово '.repeat(40)}договор\n${'слово '.repeat(40)}`
    const query = parseTextQuery('договор')
    const { text: line, found } = snippetOf(text, query ? foundIn(text, query) : [])
    expect(line.length).toBeLessThan(150)
    expect(line.startsWith('…') && line.endsWith('…')).toBe(true)
    expect(found.map(({ start, end }) => line.slice(start, end))).toEqual(['договор'])
  })
})
