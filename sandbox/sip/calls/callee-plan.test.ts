import { describe, expect, it } from 'vitest'
import { calleeNumbers, findCallee } from './callee-plan'

describe('dialled numbers', () => {
  it.each(['+74950000440', '84950000440', '74950000440', '8 (495) 000-04-40', 'tone', 'TONE', '1001'])(
    '%s reaches the tone',
    (dialled) => {
      expect(findCallee(dialled)?.kind).toBe('tone')
    },
  )

  it.each(['', '1000', '+74950000441', 'constructor'])('%j reaches nobody', (dialled) => {
    expect(findCallee(dialled)).toBeUndefined()
  })

  it('lists every number by what it does', () => {
    expect(calleeNumbers()).toMatchObject({ busy: ['1004', 'busy'], decline: ['1005', 'decline'] })
  })
})
