import { describe, expect, it } from 'vitest'

import { caseRefusalKey } from './refusal-key'

describe('the words of a refusal', () => {
  it.each([
    ['claimCase', 'wrongState', 'claimCase'],
    ['closeCase', 'wrongState', 'changed'],
    ['transferCase', 'unknownReceiver', 'unknownReceiver'],
    ['linkClientCard', 'unknownClient', 'unknownClient'],
    ['deleteMessage', 'wrongState', null],
    ['setCaseTopic', 'invalid', null],
  ] as const)('[Q17] %s, %s', (command, reason, key) => {
    expect(caseRefusalKey({ command, reason })).toBe(key)
  })
})
