import { describe, expect, it } from 'vitest'

import { isAllowed, type Access } from './access'
import type { AgentRole } from './agent'

const ROLES: readonly (AgentRole | null)[] = [null, 'agent', 'supervisor', 'administrator']

describe('isAllowed', () => {
  it.each<[Access, readonly boolean[]]>([
    ['anybody', [true, true, true, true]],
    ['agent', [false, true, true, true]],
    ['supervisor', [false, false, true, true]],
    ['administrator', [false, false, false, true]],
  ])('lets a role do what is for %s, and what is for those below it', (access, expected) => {
    expect(ROLES.map((role) => isAllowed(role, access))).toEqual(expected)
  })
})
