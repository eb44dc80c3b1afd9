import { describe, expect, it } from 'vitest'

import { defaultChannelSettings, type AutoAnswer, type ChannelSettings } from './channel-settings'
import type { AgentId, AutoAnswerId, BotId, TeamId } from './ids'
import { checkChannelSettings, type SettingsContext, type SettingsProblem } from './settings-check'
import { DEFAULT_WORKING_HOURS, type WorkingHours } from './working-hours'

const [TEAM, EMPTY_TEAM, GONE_TEAM] = ['team', 'empty', 'gone'] as [TeamId, TeamId, TeamId]
const [ANNA, LEFT] = ['anna', 'left'] as [AgentId, AgentId]
const [BOT, GONE_BOT] = ['bot', 'gone-bot'] as [BotId, BotId]
const MINUTE_MS = 60_000

const daily: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: Array.from({ length: 7 }, () => [{ fromMin: 540, toMin: 1080 }]),
  exceptions: [],
}

const context: SettingsContext = {
  hours: daily,
  maxTextLength: 1000,
  agents: [
    { id: ANNA, isRemoved: false, teamIds: [TEAM] },
    { id: LEFT, isRemoved: true, teamIds: [TEAM, EMPTY_TEAM] },
  ],
  teams: [{ id: TEAM }, { id: EMPTY_TEAM }],
  bots: [{ id: BOT }],
}

function problems(change: Partial<ChannelSettings>, more: Partial<SettingsContext> = {}): readonly SettingsProblem[] {
  return checkChannelSettings({ ...defaultChannelSettings(TEAM), ...change }, { ...context, ...more })
}

function answer(id: string, delayMs: number, text = 'Здравствуйте!'): AutoAnswer {
  return { id: id as AutoAnswerId, text, delayMs }
}

const team = (teamId: TeamId) => ({ kind: 'team', teamId }) as const
const agent = (agentId: AgentId) => ({ kind: 'agent', agentId }) as const

describe('[A22] mistakes in the settings of a channel', () => {
  it('are none in those with which it begins', () => {
    expect(problems({})).toEqual([])
    expect(problems({}, { hours: DEFAULT_WORKING_HOURS })).toEqual([])
  })

  it('[Q5] a receiver who is gone', () => {
    const expected = [{ code: 'unknownReceiver', severity: 'error' }]
    expect(problems({ receiver: team(GONE_TEAM) })).toEqual(expected)
    expect(problems({ receiver: agent(LEFT) })).toEqual(expected)
    expect(problems({ receiver: agent('?' as AgentId) })).toEqual(expected)
    expect(problems({ receiver: agent(ANNA) })).toEqual([])
  })

  it('[Q7] a team in which nobody is', () => {
    expect(problems({ receiver: team(EMPTY_TEAM) })).toEqual([{ code: 'emptyTeam', severity: 'warning' }])
  })

  it('[Q6] a bot that is gone, and one behind which nobody stands', () => {
    const offHours = { kind: 'bot', botId: BOT } as const
    expect(problems({ receiver: { kind: 'bot', botId: GONE_BOT, fallback: team(TEAM) }, offHours })).toEqual([
      { code: 'unknownBot', severity: 'error', where: 'receiver' },
    ])
    expect(problems({ receiver: { kind: 'bot', botId: BOT, fallback: agent(LEFT) }, offHours })).toEqual([
      { code: 'botWithoutFallback', severity: 'error' },
    ])
    expect(problems({ receiver: { kind: 'bot', botId: BOT, fallback: team(EMPTY_TEAM) }, offHours })).toEqual([
      { code: 'emptyTeam', severity: 'warning' },
    ])
    expect(problems({ offHours: { kind: 'bot', botId: GONE_BOT } })).toEqual([
      { code: 'unknownBot', severity: 'error', where: 'offHours' },
    ])
  })

  it('[A10] an answer that says nothing, too much, too late or together with another', () => {
    const day = { amount: 1, unit: 'days' } as const
    const at = { where: 'autoAnswers' }
    expect(
      problems(
        {
          autoClose: day,
          autoAnswers: [
            answer('blank', 1, ' '),
            answer('long', 2, '🙂'.repeat(11)),
            answer('fits', 3, '🙂'.repeat(10)),
            answer('late', 24 * 60 * MINUTE_MS),
            answer('twin', 3),
          ],
        },
        { maxTextLength: 10 },
      ),
    ).toEqual([
      { ...at, code: 'answerBlank', severity: 'error', answerId: 'blank' },
      { ...at, code: 'answerTooLong', severity: 'error', answerId: 'long', length: 11, max: 10 },
      { ...at, code: 'answerTooLong', severity: 'error', answerId: 'late', length: 13, max: 10 },
      { ...at, code: 'answerAfterAutoClose', severity: 'warning', answerId: 'late' },
      { ...at, code: 'answerTooLong', severity: 'error', answerId: 'twin', length: 13, max: 10 },
      { ...at, code: 'answersAtOnce', severity: 'warning', answerId: 'twin' },
    ])
    expect(problems({ offHours: { kind: 'autoAnswers', answers: [answer('night', 0, '')] } })).toEqual([
      { where: 'offHours', code: 'answerBlank', severity: 'error', answerId: 'night' },
    ])
  })

  it('[Q15] a closing text that is blank, or longer than 250 characters or than the channel takes', () => {
    expect(problems({ closing: { isShown: true, text: '\n' } })).toEqual([{ code: 'closingBlank', severity: 'error' }])
    expect(problems({ closing: { isShown: false, text: '' } })).toEqual([])
    expect(problems({ closing: { isShown: true, text: '🙂'.repeat(250) } })).toEqual([])
    expect(problems({ closing: { isShown: true, text: 'я'.repeat(251) } })).toEqual([
      { code: 'closingTooLong', severity: 'error', length: 251, max: 250 },
    ])
    expect(problems({ closing: { isShown: true, text: 'я'.repeat(101) } }, { maxTextLength: 100 })).toEqual([
      { code: 'closingTooLong', severity: 'error', length: 101, max: 100 },
    ])
  })

  it.each([0, -1, 1.5, NaN])('[Q13] a time until closing of %s', (amount) => {
    expect(problems({ autoClose: { amount, unit: 'days' } })).toEqual([
      { code: 'autoCloseNotPositive', severity: 'error' },
    ])
    expect(problems({ autoClose: { amount: 1_000_000_000, unit: 'days' } })).toEqual([])
  })

  it('[A8] a schedule that never works, or always', () => {
    const dead: WorkingHours = { ...daily, week: daily.week.map(() => []) }
    const night = { kind: 'autoAnswers', answers: [answer('night', 0)] } as const
    expect(problems({}, { hours: dead })).toEqual([{ code: 'neverWorking', severity: 'warning' }])
    const oneDay = { date: '2026-12-30', name: '', spans: [{ fromMin: 600, toMin: 660 }] }
    expect(problems({}, { hours: { ...dead, exceptions: [oneDay] } })).toEqual([])
    expect(problems({ offHours: night }, { hours: DEFAULT_WORKING_HOURS })).toEqual([
      { code: 'offHoursNeverReached', severity: 'warning' },
    ])
    const holiday = { date: '2027-01-01', name: 'Новый год', spans: [] }
    expect(problems({ offHours: night }, { hours: { ...DEFAULT_WORKING_HOURS, exceptions: [holiday] } })).toEqual([])
  })

  it('[A15] a bot that works by day only, and nothing for the night', () => {
    const receiver = { kind: 'bot', botId: BOT, fallback: team(TEAM) } as const
    expect(problems({ receiver })).toEqual([{ code: 'botRestsOffHours', severity: 'warning' }])
    expect(problems({ receiver }, { hours: DEFAULT_WORKING_HOURS })).toEqual([])
  })
})
