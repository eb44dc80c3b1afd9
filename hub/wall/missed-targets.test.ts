import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Agent, AgentRole } from '#shared/domain/agent'
import type { AgentId, ChatId, TeamId } from '#shared/domain/ids'
import type { ServiceTargets } from '#shared/domain/wall/service-targets'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS } from '../testing/test-folder'
import { whomToTell } from './missed-targets'

const MINUTE_MS = 60_000
const TARGETS: ServiceTargets = { answerWithinMs: 2 * MINUTE_MS, goalPercent: 80, exceptions: [], tell: 'team' }

describe('whom a missed target is told', () => {
  const [sales, service] = ['sales', 'service'] as TeamId[]
  const person = (id: string, role: AgentRole, teamIds: readonly (TeamId | undefined)[], isRemoved = false): Agent => ({
    id: id as AgentId,
    name: id,
    role,
    status: 'online',
    statusSinceMs: 0,
    capacity: null,
    teamIds: teamIds.filter((team) => team !== undefined),
    isRemoved,
  })
  const people = [
    person('anna', 'agent', [sales]),
    person('vera', 'supervisor', [sales]),
    person('olga', 'administrator', [service]),
    person('gone', 'supervisor', [sales], true),
  ]
  const queued = { teamId: sales ?? null, agentId: null, state: 'queued' } as const

  it('[V7] the supervisors of the case’s team, all of them where it has none, nobody where that is wished', () => {
    expect(whomToTell(people, queued)).toEqual(['vera'])
    expect(whomToTell(people, { ...queued, teamId: null })).toEqual(['vera', 'olga'])
    expect(whomToTell(people, { ...queued, teamId: 'other' as TeamId })).toEqual(['vera', 'olga'])
    expect(whomToTell(people, queued, 'all')).toEqual(['vera', 'olga'])
    expect(whomToTell(people, queued, 'nobody')).toEqual([])
  })

  it('[V7] not whoever has the case', () => {
    const own = { ...queued, agentId: 'vera' as AgentId, state: 'assigned' } as const
    expect(whomToTell(people, own)).toEqual([])
  })
})

describe('a missed target', () => {
  let centre: ContactCentre
  beforeAll(async () => {
    centre = await ContactCentre.open()
    const headers = { 'content-type': 'application/json' }
    await centre.hub.request('/api/service-targets', { method: 'PUT', body: JSON.stringify(TARGETS), headers })
  }, PREPARING_MS)
  afterAll(() => centre.close())

  async function missedIn(chatId: ChatId) {
    return (await centre.hub.events(chatId)).filter(({ kind }) => kind === 'targetMissed')
  }

  /** The wall looks at the clock every few seconds; what it saw is then written down. */
  async function missed(chatId: ChatId, count: number) {
    for (let look = 0; look < 60 && (await missedIn(chatId)).length < count; look += 1)
      await centre.clock.advanceAsync(1000)
    return missedIn(chatId)
  }

  it('[V7] stands in the case once, for this wait, also after the hub was away', async () => {
    const sinceMs = centre.clock.now()
    const chatId = await centre.write('first')
    await centre.advance(2 * MINUTE_MS - 1)
    expect(await missedIn(chatId)).toEqual([])
    const event = { kind: 'targetMissed', waitingSinceMs: sinceMs, targetMs: 2 * MINUTE_MS, tell: [centre.me] }
    expect(await missed(chatId, 1)).toEqual([event])
    await centre.restart()
    await centre.clock.advanceAsync(10_000)
    expect(await missedIn(chatId)).toEqual([event])
  })

  it('[V7] while no hub was there is told by the next', async () => {
    const chatId = await centre.write('second')
    await centre.clock.advanceAsync(MINUTE_MS)
    await centre.restartAfter(async () => {
      await centre.clock.advanceAsync(2 * MINUTE_MS)
    })
    expect(await missed(chatId, 1)).toMatchObject([{ tell: [centre.me] }])
  })

  it('[V7] is told anew for the next wait of the same case, and not of a wait that is over', async () => {
    const chatId = await centre.chatOf('first')
    await centre.act('claimCase', { caseId: await centre.caseId(chatId) })
    await centre.answer(chatId)
    await centre.settle()
    await centre.clock.advanceAsync(5 * MINUTE_MS)
    expect(await missedIn(chatId)).toHaveLength(1)
    await centre.write('first')
    await centre.advance(2 * MINUTE_MS)
    // Whoever has it is told by the own list.
    expect((await missed(chatId, 2)).map((event) => 'tell' in event && event.tell)).toEqual([[centre.me], []])
  })
})
