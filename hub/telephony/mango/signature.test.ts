import { expect, it } from 'vitest'

import { isSignedBy, signatureOf } from './signature'

const keys = { apiKey: 'demoKey', apiSalt: 'demoSalt' }
// printf '%s' 'demoKey{"command_id":"c-1"}demoSalt' | sha256sum
const KNOWN = '2b35867e53e77320acb5fd1a08b51ae87671904a1bdff6c4189e3424bf45f3fb'

it('[K8] signs key, text and salt in a row with SHA-256, in lower case', () => {
  expect(signatureOf(keys, '{"command_id":"c-1"}')).toBe(KNOWN)
})

it('[K8] knows its own signature, and no other text, key, salt, case or length of it', () => {
  expect(isSignedBy(keys, '{"command_id":"c-1"}', KNOWN)).toBe(true)
  expect(isSignedBy(keys, '{"command_id": "c-1"}', KNOWN)).toBe(false)
  expect(isSignedBy({ ...keys, apiSalt: 'other' }, '{"command_id":"c-1"}', KNOWN)).toBe(false)
  expect(isSignedBy({ ...keys, apiKey: 'other' }, '{"command_id":"c-1"}', KNOWN)).toBe(false)
  expect(isSignedBy(keys, '{"command_id":"c-1"}', KNOWN.toUpperCase())).toBe(false)
  expect(isSignedBy(keys, '{"command_id":"c-1"}', KNOWN.slice(1))).toBe(false)
  expect(isSignedBy(keys, '', '')).toBe(false)
})
