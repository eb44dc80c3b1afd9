import { expect, it } from 'vitest'

import { DESK_PARTS, isDeskPart, isOffered, type DeskPart } from './desk-parts'

const parts = Object.keys(DESK_PARTS) as DeskPart[]

it('offers an agent nothing that is not for everybody, and an administrator all of it', () => {
  expect(parts.filter((part) => isOffered(part, 'agent'))).toEqual([])
  expect(parts.filter((part) => isOffered(part, null))).toEqual([])
  expect(parts.filter((part) => isOffered(part, 'administrator'))).toEqual(parts)
})

it('offers a supervisor the wall and the templates, not the settings of the company', () => {
  expect(isOffered('supervision', 'supervisor')).toBe(true)
  expect(isOffered('stageTemplates', 'supervisor')).toBe(true)
  expect(isOffered('channels', 'supervisor')).toBe(false)
  expect(isOffered('people', 'supervisor')).toBe(false)
})

it('knows its own names alone', () => {
  expect(isDeskPart('channels')).toBe(true)
  expect(isDeskPart('toString')).toBe(false)
})
