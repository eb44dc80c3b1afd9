import { expect, it } from 'vitest'

import { SourceLock } from './source-lock'

const NAMED = { address: '10.0.0.1', port: 4_000 }
const REAL = { address: '203.0.113.5', port: 31_000 }
const STRANGER = { address: '198.51.100.1', port: 9 }

it('[K8] sends where it was told until a good packet shows another place, and then only there', () => {
  const lock = new SourceLock()
  expect(lock.target).toBeNull()
  lock.expect(NAMED)
  expect(lock.target).toEqual(NAMED)
  expect(lock.mayComeFrom(REAL)).toBe(true)
  lock.confirm(REAL)
  expect(lock.target).toEqual(REAL)
  expect(lock.mayComeFrom(STRANGER)).toBe(false)
  expect(lock.mayComeFrom({ ...REAL, port: 31_001 })).toBe(false)
  lock.confirm(STRANGER)
  expect(lock.target).toEqual(REAL)
})

it('learns anew after a description, and keeps the place where the same address is repeated', () => {
  const lock = new SourceLock()
  lock.expect(NAMED)
  lock.confirm(REAL)
  lock.expect(NAMED)
  expect(lock.target).toEqual(REAL)
  lock.confirm(STRANGER)
  expect(lock.target).toEqual(STRANGER)
  const moved = { ...NAMED, port: 5_000 }
  lock.expect(moved)
  expect(lock.target).toEqual(moved)
})

it('keeps the way open through a hold by the address 0.0.0.0', () => {
  const lock = new SourceLock()
  lock.expect(NAMED)
  lock.confirm(REAL)
  lock.expect(null)
  expect(lock.target).toEqual(REAL)
})
