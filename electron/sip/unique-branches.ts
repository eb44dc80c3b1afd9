import { randomBytes } from 'node:crypto'

import { Core } from 'sip.js'

const MAGIC_COOKIE = 'z9hG4bK'

interface BranchMaker {
  makeId(request: { readonly method: string }): string
}

let isInstalled = false

/**
 * RFC 3261 §8.1.1.7 wants branches unique across space and time; the library draws one of ten million
 * (facts/telephony.md c.4 row 16). A server that still holds the older transaction takes a request with its branch
 * for a repetition and answers with the older answer: a REGISTER with credentials is then told 401.
 */
export function installUniqueBranches(): void {
  if (isInstalled) return
  isInstalled = true
  const maker = Core.ClientTransaction as unknown as BranchMaker
  const ofCancelled = maker.makeId.bind(maker)
  Object.assign(maker, {
    // A CANCEL has the branch of its INVITE (§9.1).
    makeId: (request: { readonly method: string }): string =>
      request.method === 'CANCEL' ? ofCancelled(request) : MAGIC_COOKIE + randomBytes(12).toString('hex'),
  } satisfies BranchMaker)
}
