import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Administration } from '#shared/contract/administration'
import type { Channel } from '#shared/domain/channel'
import { defaultCalls } from '#shared/domain/channel-calls'
import { defaultChannelSettings } from '#shared/domain/channel-settings'
import { DEFAULT_DISTRIBUTION } from '#shared/domain/distribution'
import type { FileId } from '#shared/domain/ids'
import { DEFAULT_RECORDING, type RecordingPolicy } from '#shared/domain/recording'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { startTestHub, type TestHub } from '../testing/test-hub'

let hub: TestHub

beforeEach(async () => {
  hub = await startTestHub()
})
afterEach(() => hub.stop())

const read = () => hub.json<Administration>('/api/administration')

async function change(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<[number, unknown]> {
  const answer = await hub.request(`/api/administration${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return [answer.status, answer.status === 204 ? null : await answer.json()]
}

async function firstTeamId() {
  const [team] = (await read()).teams
  if (!team) throw new Error('no team')
  return team.id
}

async function channelCalls() {
  const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
  return channels[0]?.calls
}

describe('administration', () => {
  it('[AV-17] [A9] [Q8] begins round the clock, by hand, with one team, one group and one administrator', async () => {
    const now = await read()
    expect(now.hours).toEqual(DEFAULT_WORKING_HOURS)
    expect(now.distribution).toEqual(DEFAULT_DISTRIBUTION)
    expect([now.teams.length, now.groups.length, now.agents.map(({ role }) => role)]).toEqual([1, 1, ['administrator']])
    expect(now.agents[0]?.teamIds).toEqual([now.teams[0]?.id])
  })

  it('[AV-79] [Q14] a channel begins with 4 days, its cases with the first team', async () => {
    const { id } = await hub.connect()
    const settings = defaultChannelSettings(await firstTeamId())
    expect(settings.autoClose).toEqual({ amount: 4, unit: 'days' })
    expect((await read()).channels).toEqual([{ channelId: id, settings }])
  })

  it('[AV-35] [A11] [Q13] [Q15] keeps what was saved over a restart', async () => {
    const { id } = await hub.connect()
    const settings = {
      ...defaultChannelSettings(await firstTeamId()),
      autoAnswers: [{ id: hub.newId(), text: 'Скоро ответим 👋', delayMs: 60_000 }],
      closing: { isShown: true, text: 'Спасибо!' },
      autoClose: { amount: 7, unit: 'hours' },
    }
    expect(await change('PUT', `/channels/${id}`, settings)).toEqual([204, null])
    hub = await hub.restart()
    expect((await read()).channels).toEqual([{ channelId: id, settings }])
  })

  it('which calls are recorded is told to every desk, and nothing is until it was set', async () => {
    const policy = () => hub.json<RecordingPolicy>('/api/recording-policy')
    expect(await policy()).toEqual(DEFAULT_RECORDING)
    const wished = { mode: 'always', isAnnounced: false, announcement: null, keepDays: 30 } as const
    expect(await change('PUT', '/recording', wished)).toEqual([204, null])
    expect([await policy(), (await read()).recording]).toEqual([wished, wished])
    const announcement = { fileId: hub.newId<FileId>(), name: 'голос.wav', lengthMs: 4_000 }
    expect((await change('PUT', '/recording', { ...wished, announcement }))[0]).toBe(404)
    const upload = { method: 'PUT', body: 'RIFF', headers: { 'content-type': 'audio/wav' } }
    expect((await hub.request(`/api/uploads/${announcement.fileId}`, upload)).ok).toBe(true)
    expect(await change('PUT', '/recording', { ...wished, announcement })).toEqual([204, null])
    expect(await policy()).toEqual({ ...wished, announcement })
    const tooLong = { ...announcement, lengthMs: 15_001 }
    expect((await change('PUT', '/recording', { ...wished, announcement: tooLong }))[0]).toBe(400)
    const [status] = await change('PUT', '/recording', { ...wished, keepDays: 0 })
    expect([status, await policy()]).toEqual([400, { ...wished, announcement }])
  })

  it.each([
    ['zero', { autoClose: { amount: 0, unit: 'hours' } }],
    ['negative', { autoClose: { amount: -1, unit: 'days' } }],
    ['beyond all reason', { autoClose: { amount: 1_000_000_000, unit: 'days' } }],
    ['251 characters', { closing: { isShown: true, text: 'я'.repeat(251) } }],
    ['a bot nobody falls back from', { receiver: { kind: 'bot', botId: '019b0000-0000-7000-8000-000000000001' } }],
  ])('[AV-15] [AV-25] [AV-34] [Q13] [Q15] [Q6] refuses settings: %s', async (_what, wrong) => {
    const { id } = await hub.connect()
    const before = await read()
    const settings = { ...defaultChannelSettings(await firstTeamId()), ...wrong }
    expect(await change('PUT', `/channels/${id}`, settings)).toMatchObject([400, { error: 'invalid' }])
    expect(await read()).toEqual(before)
  })

  const CALLS = { callerNumber: '+74951234567', note: '{вакансия}', missed: { isTold: true, text: 'Мы звонили.' } }

  it('[RC-22] [RC-23] [K5] [K7] keeps how clients are called over a restart, and tells every desk', async () => {
    const { id } = await hub.connect()
    expect(await channelCalls()).toEqual(defaultCalls('avito'))
    const settings = { ...defaultChannelSettings(await firstTeamId()), calls: CALLS }
    expect(await change('PUT', `/channels/${id}`, settings)).toEqual([204, null])
    hub = await hub.restart()
    expect((await read()).channels).toEqual([{ channelId: id, settings }])
    expect(await channelCalls()).toEqual(CALLS)
    expect(await change('PUT', `/channels/${id}`, { ...settings, calls: undefined })).toEqual([204, null])
    expect(await channelCalls()).toEqual(CALLS)
  })

  it.each([
    [400, 'invalid', { callerNumber: '8 495 123-45-67' }, 'a telephone number as +74951234567'],
    [409, 'badNumber', { callerNumber: '+7495123' }, 'no telephone number'],
    [400, 'invalid', { note: 'я'.repeat(61) }, 'at most 60 characters'],
    [400, 'invalid', { note: 'одна\nдругая' }, 'one line'],
    [400, 'invalid', { missed: { isTold: true, text: 'я'.repeat(251) } }, 'at most 250 characters'],
    [400, 'invalid', { missed: { isTold: true, text: '' } }, 'or `isTold` false'],
  ])('[K5] [K7] refuses with %i %s in words: %j', async (status, error, wrong, words) => {
    const { id } = await hub.connect()
    const settings = { ...defaultChannelSettings(await firstTeamId()), calls: { ...CALLS, ...wrong } }
    const [code, answer] = await change('PUT', `/channels/${id}`, settings)
    expect([code, answer]).toMatchObject([status, { error }])
    expect(JSON.stringify(answer)).toContain(words)
    expect(await channelCalls()).toEqual(defaultCalls('avito'))
  })

  it('[AV-25] [Q15] counts characters, not code units: 250 emoji are 250', async () => {
    const { id } = await hub.connect()
    const settings = {
      ...defaultChannelSettings(await firstTeamId()),
      closing: { isShown: true, text: '👋'.repeat(250) },
    }
    expect(await change('PUT', `/channels/${id}`, settings)).toEqual([204, null])
  })

  it('[Q5] refuses a receiver that does not exist', async () => {
    const { id } = await hub.connect()
    const teamId = hub.newId<string>()
    const settings = { ...defaultChannelSettings(await firstTeamId()), receiver: { kind: 'team', teamId } }
    expect(await change('PUT', `/channels/${id}`, settings)).toMatchObject([404, { error: 'unknownReceiver' }])
  })

  it.each([
    ['a closing text that says nothing', { closing: { isShown: true, text: ' ' } }],
    [
      'an auto-answer longer than the channel takes',
      { autoAnswers: [{ id: '019b0000-0000-7000-8000-000000000002', text: '👋'.repeat(1001), delayMs: 0 }] },
    ],
  ])('[A22] refuses a mistake that a rehearsal would name: %s', async (_what, wrong) => {
    const { id } = await hub.connect()
    const before = await read()
    const settings = { ...defaultChannelSettings(await firstTeamId()), ...wrong }
    expect(await change('PUT', `/channels/${id}`, settings)).toMatchObject([409, { error: 'mistakes' }])
    expect(await read()).toEqual(before)
  })

  it('[Q5] refuses a menu with a choice that leads nowhere', async () => {
    const before = await read()
    const choice = { label: 'Дальше', then: { kind: 'screen', screenId: 'gone' } }
    const menu = { startId: 'start', screens: [{ id: 'start', text: 'Здравствуйте!', choices: [choice] }] }
    const id = hub.newId<string>()
    const bot = { kind: 'menu', id, name: 'Меню', menu }
    expect(await change('PUT', `/bots/${id}`, bot)).toMatchObject([409, { error: 'mistakes' }])
    expect(await read()).toEqual(before)
  })

  it('[AV-05] [A20] keeps split shifts and holidays, refuses overlaps and unknown zones', async () => {
    const day = [
      { fromMin: 540, toMin: 780 },
      { fromMin: 840, toMin: 1080 },
    ]
    const hours = {
      timeZone: 'Asia/Yekaterinburg',
      week: [day, day, day, day, day, [], []],
      exceptions: [{ date: '2027-01-01', name: 'Новый год', spans: [] }],
    }
    expect(await change('PUT', '/hours', hours)).toEqual([204, null])
    expect((await read()).hours).toEqual(hours)
    const overlap = { ...hours, week: [[...day, { fromMin: 600, toMin: 700 }], [], [], [], [], [], []] }
    expect(await change('PUT', '/hours', overlap)).toMatchObject([400, { error: 'invalid' }])
    expect(await change('PUT', '/hours', { ...hours, timeZone: 'Europe/Atlantis' })).toMatchObject([400, {}])
    expect((await read()).hours).toEqual(hours)
  })

  it('adds, changes and removes agents; somebody stays an administrator', async () => {
    const [me] = (await read()).agents
    const id = hub.newId<string>()
    const anna = { name: 'Анна', role: 'agent', teamIds: [await firstTeamId()], capacity: 3 }
    expect(await change('PUT', `/agents/${id}`, anna)).toEqual([204, null])
    expect((await read()).agents.find((agent) => agent.id === id)).toMatchObject({ ...anna, status: 'offline' })
    expect(await change('PUT', `/agents/${me?.id ?? ''}`, { ...anna, name: 'я' })).toMatchObject([
      409,
      { error: 'lastAdministrator' },
    ])
    expect(await change('DELETE', `/agents/${me?.id ?? ''}`)).toMatchObject([409, { error: 'lastAdministrator' }])
    expect(await change('DELETE', `/agents/${id}`)).toEqual([204, null])
    expect((await read()).agents.find((agent) => agent.id === id)).toMatchObject({ isRemoved: true, teamIds: [] })
  })

  it('[Q7] a team that receives cases, and the first one, cannot be dissolved', async () => {
    const { id } = await hub.connect()
    const teamId = hub.newId<string>()
    expect(await change('PUT', `/teams/${teamId}`, { name: 'Найм' })).toEqual([204, null])
    const settings = { ...defaultChannelSettings(await firstTeamId()), receiver: { kind: 'team', teamId } }
    await change('PUT', `/channels/${id}`, settings)
    expect(await change('DELETE', `/teams/${teamId}`)).toMatchObject([409, { error: 'receivesCases' }])
    expect(await change('DELETE', `/teams/${await firstTeamId()}`)).toMatchObject([409, { error: 'firstTeam' }])
    await change('PUT', `/channels/${id}`, defaultChannelSettings(await firstTeamId()))
    expect(await change('DELETE', `/teams/${teamId}`)).toEqual([204, null])
    expect((await read()).teams.map((team) => team.id)).toEqual([await firstTeamId()])
  })

  it('[A1] a channel group goes only when it is empty', async () => {
    const { groupId } = await hub.connect()
    const other = hub.newId<string>()
    await change('PUT', `/groups/${other}`, { name: 'Регионы' })
    expect(await change('DELETE', `/groups/${groupId}`)).toMatchObject([409, { error: 'groupNotEmpty' }])
    expect(await change('DELETE', `/groups/${other}`)).toEqual([204, null])
  })

  it('[Q11] a removed topic is still named in old cases', async () => {
    const id = hub.newId<string>()
    await change('PUT', `/topics/${id}`, { name: 'Собеседование' })
    await change('DELETE', `/topics/${id}`)
    expect((await read()).topics).toEqual([{ id, name: 'Собеседование', isRemoved: true }])
  })

  it('[Q5] tells the secret of an HTTP bot once', async () => {
    const id = hub.newId<string>()
    const bot = { kind: 'http', id, name: 'Помощник', url: 'http://127.0.0.1:9/bot', timeoutMs: 3000 }
    const [, first] = await change('PUT', `/bots/${id}`, bot)
    expect(first).toEqual({ bot, secret: expect.stringMatching(/^[\w-]{43}$/) as string })
    expect(await change('PUT', `/bots/${id}`, { ...bot, name: 'Другой' })).toEqual([
      200,
      { bot: { ...bot, name: 'Другой' }, secret: null },
    ])
    expect(JSON.stringify(await read())).not.toContain((first as { secret: string }).secret)
    expect(await change('DELETE', `/bots/${id}`)).toEqual([204, null])
    expect((await read()).bots).toEqual([])
  })
})
