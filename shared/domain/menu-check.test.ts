import { describe, expect, it } from 'vitest'

import type { BotMenu, BotScreen, BotStep } from './bot'
import { checkMenu } from './menu-check'

const HAND_OVER: BotStep = { kind: 'handOver' }
const to = (screenId: string): BotStep => ({ kind: 'screen', screenId })

function screen(id: string, ...steps: (readonly [string, BotStep])[]): BotScreen {
  return { id, text: id, choices: steps.map(([label, then]) => ({ label, then })) }
}

function menu(...screens: BotScreen[]): BotMenu {
  return { startId: 'start', screens }
}

describe('[Q5] mistakes of a menu', () => {
  it('are none where every way ends', () => {
    expect(
      checkMenu(
        menu(screen('start', ['Да', to('more')], ['Нет', { kind: 'close' }]), screen('more', ['Назад', to('start')])),
      ),
    ).toEqual([])
    expect(checkMenu(menu(screen('start')))).toEqual([])
  })

  it('screens that are missing, twice there or out of reach', () => {
    expect(checkMenu({ startId: 'none', screens: [screen('start', ['Да', HAND_OVER])] })).toEqual([
      { code: 'unknownStart', severity: 'error' },
      { code: 'unreachable', severity: 'warning', screenId: 'start' },
    ])
    expect(
      checkMenu(
        menu(
          screen('start', ['Да', HAND_OVER], ['Нет', to('gone')]),
          screen('start'),
          screen('alone', ['Да', HAND_OVER]),
        ),
      ),
    ).toEqual([
      { code: 'unknownScreen', severity: 'error', screenId: 'start', choice: 1 },
      { code: 'sameScreenId', severity: 'error', screenId: 'start' },
      { code: 'unreachable', severity: 'warning', screenId: 'alone' },
    ])
  })

  it('a round that leads to nobody', () => {
    expect(
      checkMenu(
        menu(
          screen('start', ['Дальше', to('a')], ['Человек', HAND_OVER]),
          screen('a', ['Б', to('b')]),
          screen('b', ['А', to('a')]),
        ),
      ),
    ).toEqual([
      { code: 'deadEnd', severity: 'warning', screenId: 'a' },
      { code: 'deadEnd', severity: 'warning', screenId: 'b' },
    ])
  })

  it('choices that a client would name alike', () => {
    const alike = screen(
      'start',
      ['Ещё', HAND_OVER],
      ['еще!', HAND_OVER],
      ['👍', HAND_OVER],
      ['👎', HAND_OVER],
      ['1', HAND_OVER],
    )
    expect(checkMenu(menu(alike))).toEqual([
      { code: 'sameLabels', severity: 'error', screenId: 'start', choice: 1 },
      { code: 'sameLabels', severity: 'error', screenId: 'start', choice: 4 },
    ])
  })
})
