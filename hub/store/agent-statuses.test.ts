import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { AgentId } from '#shared/domain/ids'

import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { addAgent, updateAgent } from './agents'
import { agentStatuses } from './schema'

let rig: QueueRig
beforeAll(async () => {
  rig = await QueueRig.open()
}, PREPARING_MS)
afterAll(() => rig.close())

const rowsOf = (id: AgentId) =>
  rig.store.read(({ db }) =>
    db
      .select({ status: agentStatuses.status, fromMs: agentStatuses.fromMs, toMs: agentStatuses.toMs })
      .from(agentStatuses)
      .where(eq(agentStatuses.agentId, id))
      .orderBy(asc(agentStatuses.fromMs)),
  )

it('[N8] keeps the time in each status without gaps, once however often it is set, and ends it with the agent', async () => {
  const id = rig.newId<AgentId>()
  const bornMs = rig.clock.now()
  await rig.store.write((tx) =>
    addAgent(tx, {
      id,
      name: 'Анна Котова',
      role: 'agent',
      status: 'online',
      statusSinceMs: bornMs,
      capacity: null,
      teamIds: [],
      isRemoved: false,
    }),
  )
  rig.clock.advance(60_000)
  await rig.command('setStatus', { status: 'break' }, id)
  rig.clock.advance(30_000)
  await rig.command('setStatus', { status: 'break' }, id)
  await rig.command('setStatus', { status: 'online' }, id)
  rig.clock.advance(10_000)
  await rig.store.write((tx) => updateAgent(tx, id, { isRemoved: true }))
  expect(await rowsOf(id)).toEqual([
    { status: 'online', fromMs: bornMs, toMs: bornMs + 60_000 },
    { status: 'break', fromMs: bornMs + 60_000, toMs: bornMs + 90_000 },
    { status: 'online', fromMs: bornMs + 90_000, toMs: bornMs + 100_000 },
  ])
})

it('[N8] makes no time negative when the clock is set back', async () => {
  const rows = async () => {
    await rig.command('setStatus', { status: 'break' })
    rig.clock.advance(-5_000)
    await rig.command('setStatus', { status: 'online' })
    return rowsOf(rig.me)
  }
  expect((await rows()).every(({ fromMs, toMs }) => toMs === null || toMs >= fromMs)).toBe(true)
})
