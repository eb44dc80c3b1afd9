import { assertNever } from '../../lib/assert-never'
import type { CaseFact } from './facts'
import { isIn, isMissed, isOpen, holderOf, keeperOf, type Day } from './tally'
import type { Wall } from './wall'
import type { QueueNumber, WallCase, WallNumber } from './wall-view'

/** More than this nobody reads; the number itself says how many there are. */
export const CASES_SHOWN = 500

/** The cases that a number counts, whoever has waited longest first. */
export function casesBehind(wall: Wall, number: WallNumber): readonly WallCase[] {
  const found: CaseFact[] = []
  for (const fact of wall.casesNow()) if (stands(fact, number, wall)) found.push(fact)
  return found
    .sort((a, b) => rank(a) - rank(b) || a.number - b.number)
    .slice(0, CASES_SHOWN)
    .map(({ id, number: caseNumber, chatId, channelId, teamId, agentId, openedAtMs, waitingSinceMs }) => ({
      caseId: id,
      number: caseNumber,
      chatId,
      channelId,
      teamId,
      agentId,
      openedAtMs,
      waitingSinceMs,
    }))
}

function stands(fact: CaseFact & { readonly isLate: boolean }, number: WallNumber, wall: Wall): boolean {
  const { day } = wall.context
  switch (number.kind) {
    case 'queue':
      if (number.teamId !== 'all' && fact.teamId !== number.teamId) return false
      return isCounted(fact, number.what, wall)
    case 'agent':
      if (number.what === 'open') return holderOf(fact) === number.agentId
      if (number.what === 'snoozed') return keeperOf(fact) === number.agentId
      return fact.agentId === number.agentId && isClosedIn(fact, day)
    case 'talking': {
      const holder = holderOf(fact)
      return holder !== null && wall.isTalking(holder)
    }
    default:
      return assertNever(number)
  }
}

function isCounted(fact: CaseFact & { readonly isLate: boolean }, what: QueueNumber, wall: Wall): boolean {
  const { day, rules } = wall.context
  switch (what) {
    case 'queued':
    case 'assigned':
    case 'withBot':
      return fact.state === what
    case 'late':
      return fact.isLate
    case 'arrived':
      return isIn(day, fact.openedAtMs)
    case 'closed':
      return isClosedIn(fact, day)
    case 'answered':
      return isIn(day, fact.firstAnswerMs)
    case 'missed':
      return isMissed(fact, day, rules.targets)
    default:
      return assertNever(what)
  }
}

function isClosedIn(fact: CaseFact, day: Day): boolean {
  return !isOpen(fact) && isIn(day, fact.closedAtMs)
}

/** Nobody waits: after those who do, the newest first. */
function rank({ waitingSinceMs, openedAtMs }: CaseFact): number {
  return waitingSinceMs ?? Number.MAX_SAFE_INTEGER - openedAtMs
}
