import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import { ACTION_IDS, ACTIONS, type ActionId } from './actions'
import { keyRefusal } from './key-refusal'
import { chooseKey, keyHolders, keysInForce, USUAL_KEYS, type KeyChoices } from './keys-in-force'
import { partsOf } from './shortcut'
import { choicesOf } from './written-choices'

describe('the keys that Otklik begins with', () => {
  it('[L2] no two actions that can be meant at once share a key', () => {
    expect(ACTION_IDS.filter((action) => keyHolders(USUAL_KEYS, action, ACTIONS[action].key).length > 0)).toEqual([])
  })

  it('are written as shortcuts are', () => {
    expect(ACTION_IDS.filter((action) => partsOf(ACTIONS[action].key) === null)).toEqual([])
  })
})

describe('keys that a person has chosen', () => {
  it('[L2] hold beside the usual ones, and an action may be left without', () => {
    const { keys, broken } = keysInForce({ palette: 'Ctrl+KeyJ', quiet: null })
    expect([keys.palette, keys.quiet, keys.hold, broken]).toEqual(['Ctrl+KeyJ', null, 'Ctrl+Shift+KeyD', []])
  })

  it('may be exchanged', () => {
    const { keys, broken } = keysInForce({ hold: 'Ctrl+Shift+KeyM', mute: 'Ctrl+Shift+KeyD' })
    expect([keys.hold, keys.mute, broken]).toEqual(['Ctrl+Shift+KeyM', 'Ctrl+Shift+KeyD', []])
  })

  it('that do not fit are told, and the usual ones hold instead', () => {
    const { keys, broken } = keysInForce({
      flyAway: 'Ctrl+KeyJ',
      palette: 'Ctrl+л',
      hold: 'Ctrl+KeyC',
      back: 'Ctrl+KeyB',
      rowMenu: null,
      mute: 'Ctrl+KeyF',
    })
    expect(keys).toEqual(USUAL_KEYS)
    expect(broken).toEqual([
      { action: 'flyAway', key: 'Ctrl+KeyJ', reason: 'unknownAction' },
      { action: 'palette', key: 'Ctrl+л', reason: 'unreadable' },
      { action: 'hold', key: 'Ctrl+KeyC', reason: 'editing' },
      { action: 'back', key: 'Ctrl+KeyB', reason: 'fixed' },
      { action: 'rowMenu', key: '', reason: 'fixed' },
      { action: 'mute', key: 'Ctrl+KeyF', reason: 'taken' },
    ])
  })

  it('are whole whatever stands in the settings: no shared key, no action without a reason', () => {
    const key = fc.constantFrom(
      'Ctrl+KeyJ',
      'Ctrl+KeyF',
      'Ctrl+Shift+KeyD',
      'Delete',
      'Alt+KeyQ',
      'KeyA',
      'F1',
      'F8',
      'x',
    )
    const action = fc.constantFrom<string>(...ACTION_IDS, 'flyAway', '__proto__')
    fc.assert(
      fc.property(fc.dictionary(action, fc.option(key)), (choices: KeyChoices) => {
        const { keys, broken } = keysInForce(choices)
        for (const each of ACTION_IDS) {
          const own = keys[each]
          if (own !== null) expect(keyHolders(keys, each, own)).toEqual([])
          const isChosen = Object.hasOwn(choices, each) && !broken.some(({ action: bad }) => bad === each)
          expect(own).toBe(isChosen ? choices[each] : ACTIONS[each].key)
        }
      }),
      randomRuns(),
    )
  })

  it('the usual key is no choice', () => {
    expect(chooseKey({ hold: 'Alt+KeyH', quiet: null }, 'hold', 'Ctrl+Shift+KeyD')).toEqual({ quiet: null })
  })
})

describe('keys that an action cannot have', () => {
  it.each<[ActionId, string, ReturnType<typeof keyRefusal>]>([
    ['palette', 'KeyK', 'text'],
    ['palette', 'Shift+KeyK', 'text'],
    ['palette', 'ArrowUp', 'text'],
    ['palette', 'Ctrl+ArrowLeft', 'text'],
    ['palette', 'Ctrl+KeyC', 'editing'],
    ['palette', 'Ctrl+Shift+KeyZ', 'editing'],
    ['palette', 'Shift+Insert', 'editing'],
    ['palette', 'Ctrl+Tab', 'tab'],
    ['palette', 'Shift+Escape', 'escape'],
    ['palette', 'Ctrl+Alt+KeyQ', 'altGr'],
    ['palette', 'Alt+F4', 'system'],
    ['palette', 'Ctrl+KeyQ', 'system'],
    ['back', 'Ctrl+KeyB', 'fixed'],
    ['palette', 'nonsense', 'unreadable'],
    ['deleteMessage', 'Backspace', null],
    ['deleteMessage', 'KeyD', 'text'],
    ['send', 'Enter', null],
    ['undoSend', 'Ctrl+KeyZ', null],
    ['palette', 'F8', null],
    ['palette', 'Alt+KeyJ', null],
    ['palette', 'Alt+ArrowRight', null],
  ])('%s with %s: %s', (action, key, reason) => {
    expect(keyRefusal(action, key)).toBe(reason)
  })
})

describe('[I2] choices as a company writes them', () => {
  it('are read whole or not at all', () => {
    expect([
      choicesOf('palette=Ctrl+KeyJ, hold = Alt+KeyH ,quiet=none'),
      choicesOf(''),
      choicesOf('palette'),
      choicesOf('flyAway=F8'),
      choicesOf('palette=F8, palette=F9'),
      choicesOf('palette=Ctrl+KeyF'),
    ]).toEqual([{ palette: 'Ctrl+KeyJ', hold: 'Alt+KeyH', quiet: null }, {}, null, null, null, null])
  })
})
