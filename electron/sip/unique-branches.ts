import { randomBytes } from 'node:crypto'

import { Core } from 'sip.js'

const MAGIC_COOKIE = 'z9hG4bK'
const BRANCH_BYTES = 12
/** Drawn at once: a draw is a system call, whatever its size. */
const POOLED_BRANCHES = 256

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
      request.method === 'CANCEL' ? ofCancelled(request) : MAGIC_COOKIE + nextRandom(),
  } satisfies BranchMaker)
}

let pool = ''
let taken = 0

function nextRandom(): string {
  if (taken === pool.length) {
    pool = randomBytes(BRANCH_BYTES * POOLED_BRANCHES).toString('hex')
    taken = 0
  }
  const from = taken
  taken += BRANCH_BYTES * 2
  return pool.slice(from, taken)
}
