import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import { answerLimit, limitStage } from './answer-limit'
import type { CaseState } from './case'
import type { AgentId, ChannelId, TeamId } from './ids'
import { DEFAULT_TARGETS, type LimitWarning, type ServiceTargets } from './wall/service-targets'

const MINUTE = 60_000
const channelId = 'channel' as ChannelId
const sales = 'sales' as TeamId
const queued: CaseState = { kind: 'queued', teamId: sales, sinceMs: 0 }
const assigned = (answerByMs: number | null): CaseState => ({
  kind: 'assigned',
  agentId: 'anna' as AgentId,
  teamId: sales,
  sinceMs: 0,
  answerByMs,
})
const targets: ServiceTargets = {
  ...DEFAULT_TARGETS,
  answerWithinMs: 10 * MINUTE,
  exceptions: [{ teamId: sales, channelId: null, answerWithinMs: 4 * MINUTE }],
  warn: { kind: 'share', percent: 75 },
}

const ms = fc.integer({ min: 0, max: 1e12 })
const warning = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('share' as const), percent: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ kind: fc.constant('left' as const), ms: fc.integer({ min: 1, max: 1e10 }) }),
)

describe('[Q23] the limit of a wait', () => {
  it('is the target of the case’s queue, and is warned of at its share', () => {
    const limit = answerLimit({ state: queued, waitingSinceMs: 0 }, channelId, targets)
    expect(limit).toEqual({ sinceMs: 0, warnMs: 3 * MINUTE, dueMs: 4 * MINUTE })
  })

  it('is what the agent has for an answer where that is over first', () => {
    const limit = answerLimit({ state: assigned(2 * MINUTE), waitingSinceMs: 0 }, channelId, targets)
    expect(limit).toMatchObject({ dueMs: 2 * MINUTE, warnMs: 1.5 * MINUTE })
    expect(answerLimit({ state: assigned(2 * MINUTE), waitingSinceMs: 0 }, channelId, undefined)).toMatchObject({
      dueMs: 2 * MINUTE,
      warnMs: 2 * MINUTE,
    })
  })

  it('is none where the client does not wait, the case is over, or nobody has set one', () => {
    expect(answerLimit({ state: queued, waitingSinceMs: null }, channelId, targets)).toBeNull()
    const closed: CaseState = { kind: 'closed', atMs: 1, by: { kind: 'timeout' } }
    expect(answerLimit({ state: closed, waitingSinceMs: 0 }, channelId, targets)).toBeNull()
    expect(answerLimit({ state: assigned(null), waitingSinceMs: 0 }, channelId, DEFAULT_TARGETS)).toBeNull()
    expect(answerLimit({ state: assigned(null), waitingSinceMs: 0 }, channelId, undefined)).toBeNull()
  })

  it('begins with the wait and goes only forward: calm, soon, late, each from its own moment on', () => {
    fc.assert(
      fc.property(
        ms,
        fc.integer({ min: 1000, max: 1e10 }),
        fc.option(ms),
        warning,
        (sinceMs, targetMs, answerByMs, warn) => {
          const set = { ...DEFAULT_TARGETS, answerWithinMs: targetMs, warn }
          const limit = answerLimit({ state: assigned(answerByMs), waitingSinceMs: sinceMs }, channelId, set)
          if (!limit) throw new Error('a limit was expected')
          expect(limit.sinceMs).toBeLessThanOrEqual(limit.warnMs)
          expect(limit.warnMs).toBeLessThanOrEqual(limit.dueMs)
          expect(limit.dueMs).toBeLessThanOrEqual(sinceMs + targetMs)
          const stages = [limit.warnMs - 1, limit.warnMs, limit.dueMs - 1, limit.dueMs].map((now) =>
            limitStage(limit, now),
          )
          expect(stages[0]).toBe('calm')
          expect(stages.at(-1)).toBe('late')
          if (limit.warnMs < limit.dueMs) expect(stages.slice(1, 3)).toEqual(['soon', 'soon'])
        },
      ),
      randomRuns(),
    )
  })

  it('is never warned of later where more time before it is asked for', () => {
    fc.assert(
      fc.property(ms, fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 1e9 }), (sinceMs, percent, left) => {
        const warnMs = (warn: LimitWarning) =>
          answerLimit({ state: queued, waitingSinceMs: sinceMs }, channelId, { ...targets, warn })?.warnMs ?? NaN
        const share = (of: number) => warnMs({ kind: 'share', percent: of })
        expect(share(percent)).toBeLessThanOrEqual(share(percent + 1))
        expect(warnMs({ kind: 'left', ms: left + 1 })).toBeLessThanOrEqual(warnMs({ kind: 'left', ms: left }))
      }),
      randomRuns(),
    )
  })
})
