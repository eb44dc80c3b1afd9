import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { caseLink, isOwnLink, parseOwnLink } from './own-link'

const CHAT = '019b0000-0000-7000-8000-000000000001'
const CODE = 'q'.repeat(43)

describe('[I7] links of our own', () => {
  it.each([
    [
      `otklik://join?hub=https%3A%2F%2Fhub.firm.ru&code=${CODE}`,
      { kind: 'join', hub: 'https://hub.firm.ru', code: CODE },
    ],
    ['otklik://join?hub=hub.firm.ru', { kind: 'join', hub: 'hub.firm.ru', code: null }],
    ['OTKLIK://join/?hub=hub.firm.ru', { kind: 'join', hub: 'hub.firm.ru', code: null }],
    [`otklik://sign-in?attempt=${CHAT}&code=abcd-2345`, { kind: 'signIn', attempt: CHAT, code: 'ABCD-2345' }],
    [
      'otklik://setup?look.theme=dark&quiet.days=1%2C2',
      {
        kind: 'setup',
        given: [
          ['look.theme', 'dark'],
          ['quiet.days', '1,2'],
        ],
      },
    ],
    [`otklik://case/${CHAT.toUpperCase()}`, { kind: 'case', chatId: CHAT }],
  ])('%s', (text, meant) => {
    expect(parseOwnLink(text)).toEqual(meant)
  })

  it.each([
    'otklik://',
    'otklik://join',
    'otklik://setup',
    'otklik://setup?look.theme=dark&LOOK.theme=light',
    'otklik://setup/elsewhere?look.theme=dark',
    'otklik://join?code=' + CODE,
    'otklik://join?hub=a&hub=b',
    `otklik://join?hub=a&code=${CODE}&code=${CODE}`,
    'otklik://join?hub=a&code=short',
    'otklik://join/elsewhere?hub=a',
    'otklik://sign-in?attempt=1&code=ABCD-2345',
    `otklik://sign-in?attempt=${CHAT}&code=../../x`,
    'otklik://case/',
    'otklik://case/1 OR 1=1',
    `otklik://case/${CHAT}/..`,
    'otklik://quit',
    'otklik://join?hub=%E0%A4%A',
    `https://otklik://case/${CHAT}`,
    `otklik://case/${CHAT}#${'x'.repeat(600)}`,
  ])('is none: %s', (text) => {
    expect(parseOwnLink(text)).toBeNull()
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 700 }),
        fc.constantFrom('', 'otklik:', 'otklik://join?hub=', 'otklik://sign-in?'),
        (text, head) => {
          expect([undefined, 'join', 'signIn', 'case']).toContain(parseOwnLink(head + text)?.kind)
        },
      ),
      randomRuns(),
    )
  })

  it('is told from the others by its scheme alone', () => {
    expect(['otklik://x', 'OTKLIK:x', 'tel:1', 'otkliks://x'].map(isOwnLink)).toEqual([true, true, false, false])
    expect(parseOwnLink(caseLink(CHAT as never))).toEqual({ kind: 'case', chatId: CHAT })
  })
})
