import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DAY_MS } from '#shared/domain/channel-settings'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { LONGEST_SNOOZE_MS } from '#shared/domain/snooze'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let centre: ContactCentre
let anna: AgentId
let chat: ChatId
let name: string

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open()
  await centre.act('setStatus', { status: 'offline' })
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  centre.clock.advance(MINUTE)
  await centre.distribution({ isAutomatic: false })
  await centre.settings({})
  anna = await centre.agent('Анна')
  name = centre.newName()
  chat = await centre.write(name)
  await centre.act('claimCase', { caseId: await centre.caseId(chat) }, anna)
})

async function snooze(untilMs: number | null, by = anna): Promise<unknown> {
  return centre.act('snoozeCase', { caseId: await centre.caseId(chat), untilMs }, by)
}

async function snoozeNow() {
  await centre.settle()
  return (await centre.hub.chat(chat)).case.snooze
}

async function lastEvents(count: number) {
  return (await centre.hub.events(chat)).slice(-count)
}

describe('[Q22] a case that its agent puts away', () => {
  it('stays theirs, and comes back at its time, told in the timeline', async () => {
    const untilMs = centre.clock.now() + HOUR
    expect(await snooze(untilMs)).toBeNull()
    expect(await snoozeNow()).toEqual({ kind: 'away', byAgentId: anna, sinceMs: centre.clock.now(), untilMs })
    await centre.advance(HOUR - 1)
    expect(await snoozeNow()).toMatchObject({ kind: 'away' })
    await centre.advance(1)
    expect(await snoozeNow()).toEqual({ kind: 'back', atMs: untilMs, why: 'time' })
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned', agentId: anna })
    expect(await lastEvents(2)).toEqual([
      { kind: 'snoozed', byAgentId: anna, untilMs },
      { kind: 'snoozeEnded', agentId: anna, why: 'time' },
    ])
    await centre.answer(chat, anna)
    expect(await snoozeNow()).toBeNull()
  })

  it.each([HOUR, null])('comes back with the word of the client before its time (%s)', async (forMs) => {
    await snooze(forMs === null ? null : centre.clock.now() + forMs)
    await centre.advance(MINUTE)
    await centre.write(name)
    expect(await snoozeNow()).toEqual({ kind: 'back', atMs: centre.clock.now(), why: 'reply' })
    expect(await lastEvents(1)).toEqual([{ kind: 'snoozeEnded', agentId: anna, why: 'reply' }])
    // Its time was given up with it.
    await centre.advance(2 * HOUR)
    expect(await snoozeNow()).toMatchObject({ kind: 'back', why: 'reply' })
  })

  it('outlives the hub, and what came due meanwhile comes back at once', async () => {
    await snooze(centre.clock.now() + HOUR)
    centre.clock.advance(3 * HOUR)
    await centre.restart()
    expect(await snoozeNow()).toMatchObject({ kind: 'back', why: 'time', atMs: centre.clock.now() })
    expect((await centre.hub.events(chat)).filter(({ kind }) => kind === 'snoozeEnded')).toHaveLength(1)
  })

  it('with a time that has passed already it is back at once', async () => {
    expect(await snooze(centre.clock.now() - 1)).toBeNull()
    expect(await snoozeNow()).toMatchObject({ kind: 'back', why: 'time' })
  })

  it('is taken back by its agent or a colleague, as often as they like', async () => {
    await snooze(null)
    const caseId = await centre.caseId(chat)
    expect(await centre.act('unsnoozeCase', { caseId })).toBeNull()
    expect(await centre.act('unsnoozeCase', { caseId }, anna)).toBeNull()
    expect(await snoozeNow()).toBeNull()
    expect((await centre.hub.events(chat)).filter(({ kind }) => kind === 'snoozeUndone')).toEqual([
      { kind: 'snoozeUndone', byAgentId: centre.me },
    ])
  })

  it('can be put away anew, for another time', async () => {
    await snooze(null)
    const untilMs = centre.clock.now() + HOUR
    expect(await snooze(untilMs)).toBeNull()
    expect(await snoozeNow()).toMatchObject({ untilMs })
  })

  it('is refused for what is not one’s own, is over, or lies too far', async () => {
    expect(await snooze(null, centre.me)).toMatchObject({ reason: 'wrongState' })
    expect(await snooze(centre.clock.now() + LONGEST_SNOOZE_MS + 1)).toMatchObject({ reason: 'invalid' })
    await centre.act('closeCase', { caseId: await centre.caseId(chat) }, anna)
    expect(await snooze(null)).toMatchObject({ reason: 'wrongState' })
    expect(await snoozeNow()).toBeNull()
  })

  it('is not put away over a word that its agent has not seen', async () => {
    const seen = { feedId: 'another feed', upTo: 0 }
    const args = { caseId: await centre.caseId(chat), untilMs: null, seen }
    expect(await centre.act('snoozeCase', args, anna)).toMatchObject({ reason: 'clientWroteMeanwhile' })
    expect(await snoozeNow()).toBeNull()
  })

  it.each(['transferCase', 'returnCase', 'closeCase'] as const)('ends with %s', async (deed) => {
    await snooze(centre.clock.now() + HOUR)
    const caseId = await centre.caseId(chat)
    if (deed === 'transferCase')
      await centre.act(deed, { caseId, to: { kind: 'agent', agentId: centre.me }, note: null }, anna)
    else await centre.act(deed, { caseId }, anna)
    expect(await snoozeNow()).toBeNull()
    await centre.advance(2 * HOUR)
    expect((await centre.hub.events(chat)).some(({ kind }) => kind === 'snoozeEnded')).toBe(false)
  })

  it('a time keeps it from the time-out, and the quiet counts from its return', async () => {
    await centre.settings({ autoClose: { amount: 1, unit: 'days' } })
    await centre.answer(chat, anna)
    await snooze(centre.clock.now() + 3 * DAY_MS)
    await centre.advance(3 * DAY_MS)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned' })
    await centre.advance(DAY_MS - 1)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'assigned' })
    await centre.advance(1)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'closed', by: { kind: 'timeout' } })
  })

  it('one that waits for the client alone is closed for being quiet like any other', async () => {
    await centre.settings({ autoClose: { amount: 1, unit: 'days' } })
    await centre.answer(chat, anna)
    await snooze(null)
    await centre.advance(DAY_MS)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'closed' })
  })

  it('[Q20] is not passed on while it is away, and is when it comes back to nobody', async () => {
    await centre.distribution({ isAutomatic: true, answerWithinMs: 10 * MINUTE, attempts: 1, afterwards: 'queue' })
    const caseId = await centre.caseId(chat)
    await centre.act('transferCase', { caseId, to: { kind: 'agent', agentId: anna }, note: null })
    await snooze(centre.clock.now() + HOUR)
    await centre.act('setStatus', { status: 'offline' }, anna)
    await centre.advance(HOUR)
    expect(await centre.stateOf(chat)).toMatchObject({ agentId: anna, answerByMs: centre.clock.now() + 10 * MINUTE })
    await centre.advance(10 * MINUTE)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued' })
    expect(await snoozeNow()).toBeNull()
  })

  it('[Q19] takes no place of its agent’s capacity while it is away', async () => {
    const team = await centre.team(`Отдел ${name}`)
    const vera = await centre.agent('Вера', [team], 1)
    await centre.settings({ receiver: { kind: 'team', teamId: team } })
    await centre.distribution({ isAutomatic: true })
    const first = await centre.write(centre.newName())
    await centre.untilHas(first, vera)
    const second = await centre.write(centre.newName())
    await centre.settle()
    expect(await centre.stateOf(second)).toMatchObject({ kind: 'queued' })
    await centre.act('snoozeCase', { caseId: await centre.caseId(first), untilMs: null }, vera)
    await centre.untilHas(second, vera)
  })

  it('[Q23] the client’s waiting goes on, and stops with the end of the case', async () => {
    const { waitingSinceMs } = (await centre.hub.chat(chat)).case
    expect(waitingSinceMs).not.toBeNull()
    await snooze(centre.clock.now() + HOUR)
    await centre.advance(HOUR)
    expect((await centre.hub.chat(chat)).case.waitingSinceMs).toBe(waitingSinceMs)
    await centre.act('closeCase', { caseId: await centre.caseId(chat) }, anna)
    expect((await centre.hub.chat(chat)).case.waitingSinceMs).toBeNull()
  })
})
