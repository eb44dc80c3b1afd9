import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ServiceTargets } from '#shared/domain/wall/service-targets'

import { ContactCentre } from '../testing/contact-centre'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS } from '../testing/test-folder'
import { WallScreen } from '../testing/wall-screen'

const MINUTE_MS = 60_000
const TARGETS: ServiceTargets = { answerWithinMs: 2 * MINUTE_MS, goalPercent: 80, exceptions: [] }

let centre: ContactCentre
let screen: WallScreen
beforeAll(async () => {
  centre = await ContactCentre.open()
  screen = await WallScreen.open(centre.hub.url)
  screen.send({ type: 'live' })
  await screen.until(() => screen.frames.some((frame) => frame.type === 'extent'))
}, PREPARING_MS)
afterAll(async () => {
  screen.close()
  await centre.close()
})

/** The row of the first team once it is as wished; the wall looks four times a second. */
async function queue(isWished: (row: WallScreen['queues'][number]) => boolean) {
  const found = () => screen.queues.find((row) => row.teamId === centre.firstTeam && isWished(row))
  for (let look = 0; look < 8 && !found(); look += 1) {
    const before = screen.frames.length
    await centre.clock.advanceAsync(250)
    await Promise.race([screen.until(() => screen.frames.length > before), quietly()])
  }
  return screen.until(found)
}

/** Once the hub has had its turn to read and send. */
async function quietly(): Promise<void> {
  await centre.hub.json('/api/health')
  await centre.hub.json('/api/health')
}

describe('the supervisor’s wall', () => {
  it('[V1] counts who waits in the queue and since when', async () => {
    await centre.advance(MINUTE_MS)
    const sinceMs = centre.clock.now()
    const chatId = await centre.write('first')
    await centre.advance(MINUTE_MS)
    await centre.write('second')
    const row = await queue(({ queued }) => queued === 2)
    expect(row).toMatchObject({ arrived: 2, assigned: 0, closed: 0, late: 0, oldest: { chatId, sinceMs } })
  })

  it('[V1] opens the cases behind a number', async () => {
    const behind = await screen.behind({ kind: 'queue', teamId: centre.firstTeam, what: 'queued' })
    expect(behind.map(({ chatId }) => chatId)).toEqual([await centre.chatOf('first'), await centre.chatOf('second')])
  })

  it('[V1] follows a case to an agent, to its first answer and to its end', async () => {
    const chatId = await centre.chatOf('first')
    await centre.act('claimCase', { caseId: await centre.caseId(chatId) })
    await queue(({ assigned, queued }) => assigned === 1 && queued === 1)
    expect(screen.agents.find(({ agentId }) => agentId === centre.me)).toMatchObject({ open: 1, closed: 0 })
    await centre.answer(chatId)
    const answered = await queue((row) => row.answered === 1)
    expect(answered.answerSumMs).toBeGreaterThanOrEqual(MINUTE_MS)
    await centre.act('closeCase', { caseId: await centre.caseId(chatId) })
    await queue(({ closed, assigned }) => closed === 1 && assigned === 0)
    expect(screen.agents.find(({ agentId }) => agentId === centre.me)).toMatchObject({ open: 0, closed: 1 })
    expect(await screen.behind({ kind: 'agent', agentId: centre.me, what: 'closed' })).toMatchObject([{ chatId }])
  })

  it('[V1] shows who is in a call, and nobody once the desk is gone', async () => {
    const desk = await TestDesk.open(centre.hub.url)
    desk.hello()
    await desk.caughtUp()
    desk.send({ type: 'calls', count: 1 })
    const mine = () => screen.agents.find(({ agentId }) => agentId === centre.me)
    await shown(() => mine()?.talkingSinceMs !== null)
    desk.close()
    await shown(() => mine()?.talkingSinceMs === null)
  })

  it('[V7] counts who waits longer than the target of now, without anything happening', async () => {
    await put('/api/service-targets', TARGETS)
    await centre.write('third')
    await queue(({ queued }) => queued === 2)
    await centre.advance(3 * MINUTE_MS)
    await queue(({ late }) => late === 2)
    expect(await screen.behind({ kind: 'queue', teamId: 'all', what: 'late' })).toHaveLength(2)
  })

  it('[V1] plays any moment again, with the same numbers', async () => {
    const liveNow = screen.queues
    const again = await WallScreen.open(centre.hub.url)
    again.send({ type: 'replay', atMs: centre.clock.now(), speed: 0 })
    await again.until(() => again.frames.some(({ type }) => type === 'wall'))
    expect(again.queues).toEqual(liveNow)

    const before = await WallScreen.open(centre.hub.url)
    const openedMs = screen.frames.flatMap((frame) => (frame.type === 'extent' ? [frame.fromMs ?? 0] : []))[0] ?? 0
    before.send({ type: 'replay', atMs: openedMs, speed: 60 })
    await before.until(() => before.frames.some(({ type }) => type === 'wall'))
    expect(before.queues).toEqual([])
    for (let tick = 0; tick < 60 && !before.frames.some(({ type }) => type === 'ended'); tick += 1) {
      const count = before.frames.length
      centre.clock.advance(250)
      await before.until(() => before.frames.length > count)
    }
    await queue(() => true)
    expect(before.queues).toEqual(screen.queues)
    again.close()
    before.close()
  })

  it('[V1] is the same after the hub has been away', async () => {
    const before = screen.queues
    screen.close()
    await centre.restart()
    screen = await WallScreen.open(centre.hub.url)
    screen.send({ type: 'live' })
    await screen.until(() => screen.frames.some(({ type }) => type === 'wall'))
    expect(screen.queues).toEqual(before)
  })

  it('[V7] refuses targets that nobody could mean', async () => {
    const answer = await put('/api/service-targets', { ...TARGETS, goalPercent: 0 })
    expect(answer.status).toBe(400)
    expect(await centre.hub.json('/api/service-targets')).toEqual(TARGETS)
  })
})

async function shown(isShown: () => boolean): Promise<void> {
  for (let look = 0; look < 20 && !isShown(); look += 1) {
    await quietly()
    await centre.clock.advanceAsync(250)
  }
  await screen.until(isShown)
}

function put(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return centre.hub.request(path, { method: 'PUT', body: JSON.stringify(body), headers })
}
