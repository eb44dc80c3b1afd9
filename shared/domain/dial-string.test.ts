import { expect, it } from 'vitest'

import { cleanDialString } from './dial-string'

it.each([
  ['+7 (900) 111-22-33', '+79001112233', null],
  ['8 900 111 22 33', '89001112233', null],
  ['8\u00a0900\u2011111\u201322\u201333', '89001112233', null],
  ['tel:+7-900-111-22-33;ext=5', '+79001112233', null],
  ['callto://100', '100', null],
  ['sip:reception@pbx.example?subject=x', 'reception', 'pbx.example'],
  ['*72#', '*72#', null],
  ['ivan.petrov', 'ivan.petrov', null],
] as const)('[K16] %j dials %j', (input, user, domain) => {
  expect(cleanDialString(input)).toEqual({ user, domain })
})

it.each(['', '   ', '()', '+', 'Иван', 'a b', 'x@y z', 'sip:', '1'.repeat(200), 'a>b'])(
  '[K16] nothing dialable in %j',
  (input) => {
    expect(cleanDialString(input)).toBeNull()
  },
)
