import { describe, expect, it } from 'vitest'

import { csvLine } from './csv'

describe('a line of CSV', () => {
  it('[V4] is what RFC 4180 says: commas, quotes and line ends are quoted, quotes doubled', () => {
    expect(csvLine(['а', 'б, в', 'ООО "Рога"', 'раз\r\nдва', 7, null])).toBe(
      'а,"б, в","ООО ""Рога""","раз\r\nдва",7,\r\n',
    )
  })

  it.each(['=1+1', '+74951234567', '-2', '@SUM(A1)', ' =1', '\t=1', '=HYPERLINK("http://x","да")'])(
    '[V4] never makes a formula of the text %j',
    (text) => {
      expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true)
    },
  )

  it('[V4] leaves numbers numbers, also below nought', () => {
    expect(csvLine([-5, 0.5])).toBe('-5,0.5\r\n')
  })
})

it('[V4] ends cells with semicolons where numbers have decimal commas', () => {
  expect(csvLine(['а', 'б; в', 'г, д', 7], ';')).toBe('а;"б; в";"г, д";7\r\n')
})
