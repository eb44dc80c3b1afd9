import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { DAY_MS, defaultChannelSettings, HOUR_MS, type AutoAnswer } from '#shared/domain/channel-settings'
import type { AgentId, AutoAnswerId, BotId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
/** Never at work. */
const CLOSED_ALWAYS = { ...DEFAULT_WORKING_HOURS, week: Array.from({ length: 7 }, () => []) }

const VACANCY = { kind: 'vacancy', title: 'Водитель', price: null, url: null, imageUrl: null } as const

let centre: ContactCentre
let a: string
let anna: AgentId

beforeAll(async () => {
  await testTemplate()
  centre = await ContactCentre.open('avitoJobs')
  anna = await centre.agent('Анна')
}, PREPARING_MS)
afterAll(() => centre.close())
beforeEach(async () => {
  a = centre.newName()
  centre.clock.advance(MINUTE)
  await centre.put('hours', DEFAULT_WORKING_HOURS)
  await centre.distribution({})
  await centre.settings({})
})

function answer(text: string, delayMs: number): AutoAnswer {
  return { id: centre.hub.newId<AutoAnswerId>(), text, delayMs }
}

function heard(): readonly string[] {
  return centre.hub.platform.texts(a)
}

async function menuBot(): Promise<BotId> {
  const id = centre.hub.newId<BotId>()
  const choices = [{ label: 'К человеку', then: { kind: 'handOver' } }]
  const menu = { startId: 's', screens: [{ id: 's', text: 'Меню', choices }] }
  await centre.put(`bots/${id}`, { kind: 'menu', id, name: 'Помощник', menu })
  return id
}

async function refusalOf(patch: object): Promise<number> {
  const answered = await centre.hub.request(`/api/administration/channels/${centre.channelId}`, {
    method: 'PUT',
    body: JSON.stringify({ ...defaultChannelSettings(centre.firstTeam), ...patch }),
    headers: { 'content-type': 'application/json' },
  })
  return answered.status
}

describe('Авито Работа works like Авито', () => {
  it('[AV-48] [Q5] [Q7] [A19] the receiver is an agent, a team or a bot', async () => {
    await centre.settings({ receiver: { kind: 'agent', agentId: anna } })
    expect(await centre.stateOf(await centre.write(a))).toMatchObject({ kind: 'assigned', agentId: anna })
    const teamId = await centre.team('Подбор')
    await centre.settings({ receiver: { kind: 'team', teamId } })
    expect(await centre.stateOf(await centre.write(centre.newName()))).toMatchObject({ kind: 'queued', teamId })
    const botId = await menuBot()
    await centre.settings({ receiver: { kind: 'bot', botId, fallback: { kind: 'team', teamId } } })
    expect(await centre.stateOf(await centre.write(centre.newName()))).toMatchObject({ kind: 'withBot', botId })
  })

  it('[AV-49] [Q6] [A19] a bot without a fallback is refused; one that is gone leaves its case to the fallback', async () => {
    const botId = await menuBot()
    const teamId = await centre.team('Подбор')
    expect(await refusalOf({ receiver: { kind: 'bot', botId } })).toBe(400)
    await centre.settings({ receiver: { kind: 'bot', botId, fallback: { kind: 'team', teamId } } })
    const chat = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'withBot', botId })
    await centre.remove(`bots/${botId}`)
    await centre.settle()
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'queued', teamId })
  })

  it('[AV-50] [Q8] [Q9] [A19] obeys the central distribution, switched on and off', async () => {
    const waiting = await centre.write(a)
    await centre.settle()
    expect(await centre.stateOf(waiting)).toMatchObject({ kind: 'queued' })
    await centre.distribution({ isAutomatic: true })
    await centre.until(waiting, ({ case: { state } }) => state.kind === 'assigned')
    expect((await centre.hub.events(waiting)).at(-1)).toMatchObject({ kind: 'assigned', how: 'automatically' })
    await centre.distribution({ isAutomatic: false })
    const next = await centre.write(centre.newName())
    await centre.settle()
    expect(await centre.stateOf(next)).toMatchObject({ kind: 'queued' })
  })

  it('[AV-52] [AV-53] [A10] [A11] [A19] the candidate reads each auto-answer after its time', async () => {
    await centre.settings({ autoAnswers: [answer('Отклик получен', 0), answer('Скоро ответим', MINUTE)] })
    await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual(['Отклик получен'])
    await centre.advance(MINUTE)
    expect(heard()).toEqual(['Отклик получен', 'Скоро ответим'])
  })

  it('[AV-54] [A12] [A14] [A19] off hours a bot can have what comes', async () => {
    const botId = await menuBot()
    await centre.put('hours', CLOSED_ALWAYS)
    await centre.settings({ offHours: { kind: 'bot', botId } })
    expect(await centre.stateOf(await centre.write(a))).toMatchObject({ kind: 'withBot', botId })
  })

  it('[AV-55] [A13] [A19] off hours has answers of its own', async () => {
    await centre.put('hours', CLOSED_ALWAYS)
    await centre.settings({
      autoAnswers: [answer('Мы на месте', 0)],
      offHours: { kind: 'autoAnswers', answers: [answer('Ответим утром', 0)] },
    })
    await centre.write(a)
    await centre.settle()
    expect(heard()).toEqual(['Ответим утром'])
  })

  it.each([
    ['hours', 2, 2 * HOUR_MS],
    ['days', 3, 3 * DAY_MS],
  ] as const)('[AV-57] [Q13] [A19] a case without activity closes after so many %s', async (unit, amount, afterMs) => {
    await centre.settings({ autoClose: { amount, unit } })
    const chat = await centre.write(a)
    await centre.answer(chat, anna)
    await centre.advance(afterMs - 1)
    expect((await centre.stateOf(chat)).kind).toBe('assigned')
    await centre.advance(1)
    expect(await centre.stateOf(chat)).toMatchObject({ kind: 'closed', by: { kind: 'timeout' } })
  })

  it.each([0, -1, 1.5, 1e9])('[AV-58] [Q13] [A19] a time of %d is refused, and what was set stays', async (amount) => {
    await centre.settings({ autoClose: { amount: 7, unit: 'hours' } })
    expect(await refusalOf({ autoClose: { amount, unit: 'days' } })).toBe(400)
    const chat = await centre.write(a)
    await centre.advance(7 * HOUR_MS)
    expect((await centre.stateOf(chat)).kind).toBe('closed')
  })
})

describe('the schedule', () => {
  it('[AV-07] [A9] holds for both channels at once', async () => {
    const { channel } = await centre.hub.json<{ channel: { id: string } }>('/api/channels', {
      method: 'POST',
      body: JSON.stringify({ kind: 'avito', name: 'Авито', mode: 'own', clientId: 'goods', clientSecret: 'secret' }),
      headers: { 'content-type': 'application/json' },
    })
    const offHours = { kind: 'autoAnswers', answers: [answer('Мы спим', 0)] } as const
    const settings = { ...defaultChannelSettings(centre.firstTeam), offHours }
    await centre.settings({ offHours })
    await centre.put(`channels/${channel.id}`, settings)
    await centre.put('hours', CLOSED_ALWAYS)
    const names = [centre.newName(), centre.newName()]
    const { drivers } = centre.hub
    expect(drivers).toHaveLength(names.length)
    for (const [index, name] of names.entries()) {
      const said = ingestedMessage(
        name,
        `in ${name}`,
        { kind: 'text', text: 'Есть кто?' },
        { atMs: centre.clock.now() },
      )
      await drivers[index]?.host.ingest({
        chats: [ingestedChat(name, { subject: index === 0 ? VACANCY : null })],
        messages: [said],
      })
    }
    await centre.settle()
    expect(names.map((name) => centre.hub.platform.texts(name))).toEqual([['Мы спим'], ['Мы спим']])
  })
})
