import { describe, expect, it } from 'vitest'

import { isNarrowing, NO_NARROWING, parseFilterWords } from './filter-words'

const TODAY = '2026-11-29'
const read = (typed: string) => parseFilterWords(typed, TODAY)

describe('[F2] [F4] filters in words', () => {
  it('are taken out of what is looked for, in both languages', () => {
    expect(read('договор канал:avito от:клиента с:01.11 до:вчера есть:непрочитанные')).toEqual({
      words: 'договор ',
      narrowing: { by: 'client', channel: 'avito', fromDay: '2026-11-01', toDay: '2026-11-28', isUnread: true },
    })
    expect(read('from:us invoice since:2026-01-31 until:today is:unread').narrowing).toEqual({
      by: 'company',
      channel: null,
      fromDay: '2026-01-31',
      toDay: TODAY,
      isUnread: true,
    })
  })

  it.each(['от:Анны договор', 'с:31.02 договор', 'http://example.ru', '12:30', 'цена:высокая', 'до:когда'])(
    'leave alone what they do not understand: «%s»',
    (typed) => {
      expect(read(typed)).toEqual({ words: typed, narrowing: NO_NARROWING })
    },
  )

  it('keep what one is still typing at the end', () => {
    expect(read('канал:hh догов').words).toBe('догов')
    expect(isNarrowing(read('канал:hh').narrowing)).toBe(true)
    expect(isNarrowing(read('hh').narrowing)).toBe(false)
  })
})
