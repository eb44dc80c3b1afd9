import { afterAll, beforeAll, expect, it } from 'vitest'

import type { AgentDaysReply } from '#shared/contract/agent-days'
import type { AgentId } from '#shared/domain/ids'

import { ContactCentre } from '../testing/contact-centre'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS } from '../testing/test-folder'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let centre: ContactCentre
let startMs = 0
beforeAll(async () => {
  centre = await ContactCentre.open()
  startMs = centre.clock.now()
}, PREPARING_MS)
afterAll(() => centre.close())

async function dayOf(agentId: AgentId, fromMs = startMs, untilMs = startMs + 24 * HOUR_MS) {
  const query = `fromMs=${String(fromMs)}&untilMs=${String(untilMs)}`
  const { days } = await centre.hub.json<AgentDaysReply>(`/api/agent-days?${query}`)
  return days.find((day) => day.agentId === agentId)
}

it('[V3] shows statuses without gaps, cases taken and closed, and calls', async () => {
  const anna = await centre.agent('Анна')
  await centre.advance(10 * MINUTE_MS)
  const chatId = await centre.write('first')
  const takenMs = centre.clock.now()
  await centre.act('claimCase', { caseId: await centre.caseId(chatId) }, anna)
  await centre.advance(5 * MINUTE_MS)
  await centre.act('setStatus', { status: 'break' }, anna)
  const breakMs = centre.clock.now()
  await centre.advance(15 * MINUTE_MS)
  await centre.act('setStatus', { status: 'online' }, anna)
  const backMs = centre.clock.now()
  const desk = await TestDesk.open(centre.hub.url)
  desk.hello()
  await desk.caughtUp()
  const told = desk.changes.length
  desk.send({ type: 'calls', count: 1, by: anna })
  await desk.until(() => desk.changes.slice(told).some(({ entity, id }) => entity === 'agent' && id === anna))
  await centre.advance(MINUTE_MS)
  await centre.act('closeCase', { caseId: await centre.caseId(chatId) }, anna)
  const closedMs = centre.clock.now()
  desk.close()
  const day = await dayOf(anna)
  expect(day?.spans.slice(-3)).toMatchObject([
    { status: 'online', toMs: breakMs },
    { status: 'break', fromMs: breakMs, toMs: backMs },
    { status: 'online', fromMs: backMs },
  ])
  for (const [at, span] of (day?.spans ?? []).entries()) if (at > 0) expect(span.fromMs).toBe(day?.spans[at - 1]?.toMs)
  expect(day?.marks.filter(({ kind }) => kind === 'call')).toMatchObject([{ atMs: backMs }])
  expect(day?.marks.filter(({ kind }) => kind !== 'call')).toEqual([
    { kind: 'taken', atMs: takenMs, chatId },
    { kind: 'closed', atMs: closedMs, chatId },
  ])
})

it('[V3] a day before anybody was there is empty, and more than a day is refused with a reason', async () => {
  expect((await dayOf(centre.me, startMs - 48 * HOUR_MS, startMs - 24 * HOUR_MS))?.spans).toEqual([])
  const query = `fromMs=${String(startMs)}&untilMs=${String(startMs + 48 * HOUR_MS)}`
  const answer = await centre.hub.request(`/api/agent-days?${query}`)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('at most one day')
})
