import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import type { BotMenu, BotStep } from './bot'
import { answerMenu, startMenu, type MenuPosition } from './menu-bot'

const menu: BotMenu = {
  startId: 'start',
  screens: [
    {
      id: 'start',
      text: 'Здравствуйте! Чем помочь?',
      choices: [
        { label: 'Доставка', then: { kind: 'screen', screenId: 'delivery' } },
        { label: 'Ещё вопрос', then: { kind: 'handOver' } },
        { label: '👍', then: { kind: 'close' } },
      ],
    },
    { id: 'delivery', text: 'Везём два дня.', choices: [{ label: 'Спасибо!', then: { kind: 'close' } }] },
    { id: 'note', text: 'Сейчас позову коллегу.', choices: [] },
  ],
}

const START_TEXT = 'Здравствуйте! Чем помочь?\n\n1. Доставка\n2. Ещё вопрос\n3. 👍'
const atStart: MenuPosition = { screenId: 'start', isRepeated: false }

describe('the menu bot', () => {
  it('[Q5] begins with its first screen, the choices numbered', () => {
    expect(startMenu(menu)).toEqual({ text: START_TEXT, then: { kind: 'wait', position: atStart } })
  })

  it.each(['1', ' 1. ', '1)', '1️⃣', '１', 'доставка', 'ДОСТАВКА!', '1. Доставка', '«Доставка»'])(
    '[Q5] understands %j',
    (text) => {
      expect(answerMenu(menu, atStart, text)).toEqual({
        text: 'Везём два дня.\n\n1. Спасибо!',
        then: { kind: 'wait', position: { screenId: 'delivery', isRepeated: false } },
      })
    },
  )

  it('[Q5] reads «е» as «ё», and a label without a letter as it stands', () => {
    expect(answerMenu(menu, atStart, 'еще вопрос')).toEqual({ text: null, then: { kind: 'handOver' } })
    expect(answerMenu(menu, atStart, ' 👍 ')).toEqual({ text: null, then: { kind: 'close' } })
  })

  it.each(['4', '0', 'Да', '???', '', '11', 'Доставка когда?', null])(
    '[Q6] repeats the screen once after %j, then a person comes',
    (text) => {
      const repeated = answerMenu(menu, atStart, text)
      const position = { screenId: 'start', isRepeated: true }
      expect(repeated).toEqual({ text: START_TEXT, then: { kind: 'wait', position } })
      expect(answerMenu(menu, position, text)).toEqual({ text: null, then: { kind: 'handOver' } })
      expect(answerMenu(menu, position, '2').then).toEqual({ kind: 'handOver' })
      expect(answerMenu(menu, position, '1').then).toEqual({
        kind: 'wait',
        position: { screenId: 'delivery', isRepeated: false },
      })
    },
  )

  it('[Q6] says a screen without choices and brings a person, as where a screen is missing', () => {
    expect(startMenu({ ...menu, startId: 'note' })).toEqual({
      text: 'Сейчас позову коллегу.',
      then: { kind: 'handOver' },
    })
    expect(startMenu({ ...menu, startId: 'gone' })).toEqual({ text: null, then: { kind: 'handOver' } })
    expect(answerMenu(menu, { screenId: 'gone', isRepeated: false }, '1')).toEqual({
      text: null,
      then: { kind: 'handOver' },
    })
  })

  it('[Q5] takes a number by its place before a label that is a number', () => {
    const years: BotMenu = {
      startId: 'years',
      screens: [
        {
          id: 'years',
          text: 'Сколько лет?',
          choices: [
            { label: '2', then: { kind: 'close' } },
            { label: '7', then: { kind: 'handOver' } },
          ],
        },
      ],
    }
    const position = { screenId: 'years', isRepeated: false }
    expect(answerMenu(years, position, '2').then).toEqual({ kind: 'handOver' })
    expect(answerMenu(years, position, '7').then).toEqual({ kind: 'handOver' })
  })

  it('[Q6] never keeps a client who answers wrongly twice, whatever the menu and the words', () => {
    const anyStep: fc.Arbitrary<BotStep> = fc.oneof(
      fc.constantFrom('a', 'b', 'gone').map((screenId) => ({ kind: 'screen' as const, screenId })),
      fc.constantFrom({ kind: 'handOver' as const }, { kind: 'close' as const }),
    )
    const anyMenu: fc.Arbitrary<BotMenu> = fc.record({
      startId: fc.constantFrom('a', 'b', 'gone'),
      screens: fc.tuple(
        ...['a', 'b'].map((id) =>
          fc.record({
            id: fc.constant(id),
            text: fc.string({ minLength: 1 }),
            choices: fc.array(fc.record({ label: fc.string({ minLength: 1 }), then: anyStep }), { maxLength: 9 }),
          }),
        ),
      ),
    })
    fc.assert(
      fc.property(anyMenu, fc.array(fc.option(fc.string({ unit: 'grapheme' }))), (anyOne, words) => {
        let reply = startMenu(anyOne)
        for (const word of words) {
          if (reply.then.kind !== 'wait') break
          const { position } = reply.then
          const next = answerMenu(anyOne, position, word)
          if (next.then.kind === 'wait' && next.then.position.isRepeated) expect(position.isRepeated).toBe(false)
          if (next.then.kind === 'wait') expect(next.text).not.toBeNull()
          reply = next
        }
      }),
      randomRuns(),
    )
  })
})
