import { describe, expect, it } from 'vitest'

import { attemptKey, shortcutOfAccelerator } from './rebinding'

const NO_GLOBALS = { answer: null, hangUp: null, dial: null }

describe('[L2] a combination pressed for an action', () => {
  it('is taken where it is free; the usual one leaves no choice behind', () => {
    expect(attemptKey({ quiet: null }, 'palette', 'Ctrl+KeyJ', NO_GLOBALS)).toEqual({
      kind: 'free',
      choices: { quiet: null, palette: 'Ctrl+KeyJ' },
    })
    expect(attemptKey({ palette: 'Ctrl+KeyJ' }, 'palette', 'Ctrl+KeyK', NO_GLOBALS)).toEqual({
      kind: 'free',
      choices: {},
    })
  })

  it('says who has it, and can be exchanged or taken away', () => {
    expect(attemptKey({}, 'mute', 'Ctrl+Shift+KeyD', NO_GLOBALS)).toEqual({
      kind: 'taken',
      by: ['hold'],
      takeAway: { mute: 'Ctrl+Shift+KeyD', hold: null },
      swap: { mute: 'Ctrl+Shift+KeyD', hold: 'Ctrl+Shift+KeyM' },
    })
  })

  it('is not exchanged where the other could not have the key in turn', () => {
    const attempt = attemptKey({}, 'deleteMessage', 'Ctrl+KeyK', NO_GLOBALS)
    expect(attempt).toMatchObject({ kind: 'taken', by: ['palette'], swap: null })
  })

  it('is not exchanged among three, nor where there is nothing to give', () => {
    expect(attemptKey({}, 'note', 'Ctrl+Enter', NO_GLOBALS)).toEqual({
      kind: 'taken',
      by: ['sendAlso', 'endRemark'],
      takeAway: { note: 'Ctrl+Enter', sendAlso: null, endRemark: null },
      swap: null,
    })
    expect(attemptKey({ quiet: null }, 'quiet', 'Ctrl+KeyK', NO_GLOBALS)).toMatchObject({ swap: null })
  })

  it('is refused with its reason, and where a key over all programs has it', () => {
    expect(attemptKey({}, 'palette', 'KeyK', NO_GLOBALS)).toEqual({ kind: 'refused', reason: 'text' })
    const globals = { ...NO_GLOBALS, dial: shortcutOfAccelerator('CommandOrControl+Shift+1') }
    expect(attemptKey({}, 'palette', 'Ctrl+Shift+Digit1', globals)).toEqual({ kind: 'global', by: 'dial' })
  })

  it('reads the keys over all programs as they are written', () => {
    expect(['CommandOrControl+Shift+A', 'Alt+F9', 'F8', null].map(shortcutOfAccelerator)).toEqual([
      'Ctrl+Shift+KeyA',
      'Alt+F9',
      'F8',
      null,
    ])
  })
})
