// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { AgentId, TeamId } from '#shared/domain/ids'

import { show } from '../../../testing/show'
import type { Names } from '../model/use-names'
import { totalOf } from '../model/wall-totals'
import { WallBoard } from './WallBoard'

const TEAM = 'team' as TeamId
const AGENT = 'agent' as AgentId
const NOW_MS = 1_000_000

const names: Names = {
  teams: [{ id: TEAM, name: 'Подбор' }],
  channels: [],
  agent: () => 'Марат',
  team: (id) => (id === null ? 'Без группы' : 'Подбор'),
}

const wall = {
  queues: new Map([[TEAM, { ...totalOf([]), teamId: TEAM, queued: 4, late: 2, judged: 3, inTime: 1 }]]),
  agents: new Map([
    [
      AGENT,
      {
        agentId: AGENT,
        status: 'online' as const,
        statusSinceMs: NOW_MS - 60_000,
        talkingSinceMs: NOW_MS - 134_000,
        open: 3,
        snoozed: 0,
        capacity: 4,
        closed: 0,
      },
    ],
  ]),
  hours: [],
  goal: { goalPercent: 90, answerWithinMs: 120_000 },
}

afterEach(cleanup)

describe('the wall on the screen', () => {
  it('[V1] opens the cases behind a number of a queue, an agent or the whole', async () => {
    const [handleOpen, handleDay] = [vi.fn(), vi.fn()]
    await show(<WallBoard wall={wall} nowMs={NOW_MS} names={names} onOpen={handleOpen} onDay={handleDay} />)
    fireEvent.click(screen.getByRole('button', { name: 'Подбор, Позже цели: 2' }))
    fireEvent.click(screen.getByRole('button', { name: 'Марат, Нагрузка: 3/4' }))
    fireEvent.click(screen.getByRole('button', { name: /^Ждут в очереди/ }))
    expect(handleOpen.mock.calls.map(([number]: unknown[]) => number)).toEqual([
      { kind: 'queue', teamId: TEAM, what: 'late' },
      { kind: 'agent', agentId: AGENT, what: 'open' },
      { kind: 'queue', teamId: 'all', what: 'queued' },
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Марат' }))
    expect(handleDay).toHaveBeenCalledWith(AGENT)
  })

  it('[V1] says how long somebody is in a call, and offers nothing behind a nought', async () => {
    await show(<WallBoard wall={wall} nowMs={NOW_MS} names={names} onOpen={() => undefined} onDay={() => undefined} />)
    expect(screen.getByRole('row', { name: /Марат в разговоре 2:14/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Марат, Закрыто/ })).toBeNull()
  })

  it('[V7] says of what share of answers kept the target', async () => {
    await show(<WallBoard wall={wall} nowMs={NOW_MS} names={names} onOpen={() => undefined} onDay={() => undefined} />)
    expect(screen.getByRole('button', { name: /^Подбор, В цели: 33\s%/ })).toBeTruthy()
  })
})
