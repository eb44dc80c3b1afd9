import { describe, expect, it } from 'vitest'

import { demoAgent } from '../../../data/demo-rows'
import { mentionAt, mentionsOf, offerMentions, splitMentions } from './mentions'

const ivan = demoAgent(1, 'Иван')
const ivanov = demoAgent(2, 'Иван Петров')
const olga = demoAgent(3, 'Ольга Зуева')
const agents = [ivan, ivanov, olga]

describe('[M25] whom a comment names', () => {
  it('is told by «@» and the whole name, the longest one', () => {
    expect(mentionsOf('@Иван Петров, спросите @Иван. И @Ольга Зуева! @Иван Петров', agents)).toEqual([
      ivanov.id,
      ivan.id,
      olga.id,
    ])
    expect(mentionsOf('Иван Петров, @Иванна, почта a@b', agents)).toEqual([])
  })

  it('keeps every letter of the text', () => {
    const text = 'да, @Ольга Зуева и @Иван Петров'
    const parts = splitMentions(text, agents)
    expect(parts.map((part) => part.text).join('')).toBe(text)
    expect(parts.map((part) => part.agent?.id ?? null)).toEqual([null, olga.id, null, ivanov.id])
  })

  it.each([
    ['@Ив', 3, { from: 0, typed: 'Ив' }],
    ['спросите @Иван Пе', 17, { from: 9, typed: 'Иван Пе' }],
    ['почта a@b', 9, null],
    ['@ ', 2, null],
    ['нет', 3, null],
  ])('looks for a name in «%s»', (text, caret, query) => {
    expect(mentionAt(text, caret)).toEqual(query)
  })

  it('offers by the beginning of any word, nobody who left, nobody whose name is complete', () => {
    const offered = (typed: string) => offerMentions({ from: 0, typed }, agents).map(({ name }) => name)
    expect([offered('зу'), offered(''), offered('Иван Петров '), offered('xyz')]).toEqual([
      ['Ольга Зуева'],
      ['Иван', 'Иван Петров', 'Ольга Зуева'],
      [],
      [],
    ])
    expect(offerMentions({ from: 0, typed: 'О' }, [{ ...olga, isRemoved: true }])).toEqual([])
  })
})
