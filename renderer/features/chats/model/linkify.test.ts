import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { linkify } from './linkify'

const links = (text: string) =>
  linkify(text).flatMap((piece) => (piece.kind === 'link' ? [[piece.text, piece.url]] : []))

describe('linkify', () => {
  it.each([
    ['Смотрите https://avito.ru/items/1.', [['https://avito.ru/items/1', 'https://avito.ru/items/1']]],
    ['(www.example.ru)', [['www.example.ru', 'https://www.example.ru/']]],
    ['пишите a.petrova@example.ru!', [['a.petrova@example.ru', 'mailto:a.petrova@example.ru']]],
    [
      'https://ru.wikipedia.org/wiki/Стол_(мебель)',
      [
        [
          'https://ru.wikipedia.org/wiki/Стол_(мебель)',
          'https://ru.wikipedia.org/wiki/%D0%A1%D1%82%D0%BE%D0%BB_(%D0%BC%D0%B5%D0%B1%D0%B5%D0%BB%D1%8C)',
        ],
      ],
    ],
    ['«https://example.ru»', [['https://example.ru', 'https://example.ru/']]],
  ])('finds the address in %s', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'просто текст', 'https://'])(
    'leaves %s alone',
    (text) => {
      expect(links(text)).toEqual([])
    },
  )

  it('loses no character', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), fc.string(), (before, url, after) => {
        const text = `${before} ${url} ${after}`
        expect(
          linkify(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
      randomRuns(),
    )
  })
})
