import { Core } from 'sip.js'
import { expect, it } from 'vitest'

import { installUniqueBranches } from './unique-branches'

it('[K8] gives every request a branch of its own, and a CANCEL that of its INVITE', () => {
  installUniqueBranches()
  installUniqueBranches()
  const { makeId } = Core.ClientTransaction as unknown as { readonly makeId: (request: object) => string }
  const branches = Array.from({ length: 20_000 }, () => makeId({ method: 'REGISTER' }))
  expect(new Set(branches).size).toBe(20_000)
  expect(branches.every((branch) => /^z9hG4bK[0-9a-f]{24}$/.test(branch))).toBe(true)
  expect(makeId({ method: 'CANCEL', branch: 'z9hG4bKinvite' })).toBe('z9hG4bKinvite')
})
