// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'

import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { show } from '../testing/show'
import { WrapUpBar } from './WrapUpBar'

afterEach(cleanup)

const agentWith = (patch: Partial<Agent>): Agent => ({
  id: '01890000-0000-7000-8000-000000000001' as AgentId,
  name: 'Анна',
  role: 'agent',
  status: 'wrapUp',
  statusSinceMs: 0,
  capacity: null,
  teamIds: [],
  isRemoved: false,
  ...patch,
})

async function showBar(patch: Partial<Agent>, clock = new ManualClock()) {
  const agent = agentWith({ statusUntilMs: clock.now() + 45_000, ...patch })
  const { data } = await show(<WrapUpBar me={{ own: agent, agent }} />, { clock })
  const statuses = () => data.wishes.flatMap((wish) => (wish.kind === 'command' ? [wish.args] : []))
  return { clock, statuses }
}
const press = (code: string) => {
  fireEvent.keyDown(window, { code, ctrlKey: true, shiftKey: true })
}

it('[Q25] counts down, and is ended or prolonged by button', async () => {
  const { clock, statuses } = await showBar({})
  expect(screen.getByText('0:45')).toBeTruthy()
  act(() => {
    clock.advance(5_000)
  })
  expect(screen.getByText('0:40')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Ещё минута' }))
  fireEvent.click(screen.getByRole('button', { name: 'Закончить' }))
  expect(statuses()).toEqual([{ status: 'wrapUp', untilMs: clock.now() + 100_000 }, { status: 'online' }])
})

it('[Q25] is ended and prolonged by key', async () => {
  const { clock, statuses } = await showBar({})
  press('Digit9')
  press('Digit8')
  expect(statuses()).toEqual([{ status: 'wrapUp', untilMs: clock.now() + 105_000 }, { status: 'online' }])
})

it('[Q25] is not there in any other status', async () => {
  const { statuses } = await showBar({ status: 'online', statusUntilMs: null })
  press('Digit8')
  expect([screen.queryByRole('region'), statuses()]).toEqual([null, []])
})
