import { describe, expect, it, vi } from 'vitest'

import { createAskBeforeLeaving } from './ask-before-leaving'

describe('leaving with something unsaved', () => {
  it('[A17] asks before the window closes and before quitting, every time', () => {
    const ask = vi.fn()
    const leaving = createAskBeforeLeaving(ask)
    leaving.setUnsaved(true)
    expect([leaving.mayLeave('close'), leaving.mayLeave('quit'), leaving.mayLeave('quit')]).toEqual([
      false,
      false,
      false,
    ])
    expect(ask.mock.calls).toEqual([['close'], ['quit'], ['quit']])
  })

  it('[A17] asks nothing when nothing is unsaved, or when there is nobody to ask', () => {
    const ask = vi.fn()
    const leaving = createAskBeforeLeaving(ask)
    expect(leaving.mayLeave('close')).toBe(true)
    leaving.setUnsaved(true)
    leaving.setUnsaved(false)
    expect(leaving.mayLeave('quit')).toBe(true)
    leaving.setUnsaved(true)
    leaving.forget()
    expect(leaving.mayLeave('quit')).toBe(true)
    expect(ask).not.toHaveBeenCalled()
  })
})
