import { describe, expect, it } from 'vitest'

import type { CaseId, ChatId, TeamId } from '#shared/domain/ids'
import type { QueueRow } from '#shared/domain/wall/wall-view'

import { inTimePercent, meanAnswerMs, queueRows, totalOf } from './wall-totals'

const [A, B] = ['a' as TeamId, 'b' as TeamId]

function row(teamId: TeamId | null, patch: Partial<QueueRow> = {}): QueueRow {
  return { ...totalOf([]), teamId, ...patch }
}

const oldest = (sinceMs: number) => ({ caseId: `c${String(sinceMs)}` as CaseId, chatId: 'x' as ChatId, sinceMs })

describe('the rows of queues', () => {
  it('[V1] have every team, and what is nobody’s only while there is something', () => {
    const teams = [
      { id: A, name: 'А' },
      { id: B, name: 'Б' },
    ]
    const nobodys = (queued: number) => queueRows(teams, new Map([[null, row(null, { queued })]]))
    expect(nobodys(0).map(({ teamId }) => teamId)).toEqual([A, B])
    expect(nobodys(2).map(({ teamId, queued }) => [teamId, queued])).toEqual([
      [A, 0],
      [B, 0],
      [null, 2],
    ])
  })

  it('[V1] add up, with whoever waits longest of all', () => {
    const total = totalOf([
      row(A, { queued: 2, judged: 3, inTime: 2, oldest: oldest(500) }),
      row(B, { queued: 1, judged: 1, inTime: 1, oldest: oldest(300) }),
    ])
    expect(total).toMatchObject({ queued: 3, judged: 4, inTime: 3, oldest: { sinceMs: 300 } })
  })

  it('[V7] never round a missed target up to a kept one', () => {
    expect(inTimePercent({ judged: 1000, inTime: 999 })).toBe(99)
    expect(inTimePercent({ judged: 0, inTime: 0 })).toBeNull()
    expect(meanAnswerMs({ answered: 0, answerSumMs: 0 })).toBeNull()
  })
})
