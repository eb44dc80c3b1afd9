import { describe, expect, it } from 'vitest'

import type { Receiver } from './channel-settings'
import type { AgentId, BotId, TeamId } from './ids'
import { personFor, receiverFor, type Receivers } from './receiver'
import type { WorkingHours } from './working-hours'

const [SALES, SUPPORT, OLD_TEAM] = ['sales', 'support', 'old'] as [TeamId, TeamId, TeamId]
const [ANNA, BORIS, NOBODY] = ['anna', 'boris', 'nobody'] as [AgentId, AgentId, AgentId]
const [BOT, NIGHT_BOT, OLD_BOT] = ['bot', 'night', 'old-bot'] as [BotId, BotId, BotId]

const present: Receivers = {
  agents: [
    { id: ANNA, isRemoved: false, teamIds: [SALES] },
    { id: BORIS, isRemoved: true, teamIds: [OLD_TEAM, SUPPORT] },
  ],
  teams: [{ id: SALES }, { id: SUPPORT }],
  bots: [{ id: BOT }, { id: NIGHT_BOT }],
}

const hours: WorkingHours = {
  timeZone: 'Europe/Moscow',
  week: Array.from({ length: 7 }, () => [{ fromMin: 540, toMin: 1080 }]),
  exceptions: [],
}
const NOON = Date.parse('2026-11-23T09:00:00Z')
const NIGHT = Date.parse('2026-11-23T20:00:00Z')

const team = (teamId: TeamId) => ({ kind: 'team', teamId }) as const
const agent = (agentId: AgentId) => ({ kind: 'agent', agentId }) as const
const bot = (botId: BotId, fallback = team(SUPPORT)) => ({ kind: 'bot', botId, fallback }) as const
const nothing = { kind: 'nothing' } as const
const answers = { kind: 'autoAnswers', answers: [] } as const

describe('who receives a case', () => {
  it('[Q5] [Q7] is the agent or team that was chosen, at any hour', () => {
    for (const nowMs of [NOON, NIGHT]) {
      for (const offHours of [nothing, answers]) {
        expect(receiverFor({ receiver: agent(ANNA), offHours }, hours, nowMs, present)).toEqual(agent(ANNA))
        expect(receiverFor({ receiver: team(SUPPORT), offHours }, hours, nowMs, present)).toEqual(team(SUPPORT))
      }
    }
  })

  it('[Q5] [Q6] is the bot with its fallback, in working hours', () => {
    expect(receiverFor({ receiver: bot(BOT), offHours: nothing }, hours, NOON, present)).toEqual(bot(BOT))
    expect(receiverFor({ receiver: bot(BOT), offHours: nothing }, hours, NIGHT, present)).toEqual(team(SUPPORT))
  })

  it('[A12] is the bot of off hours then, with whoever receives by day behind it', () => {
    const offHours = { kind: 'bot', botId: NIGHT_BOT } as const
    expect(receiverFor({ receiver: agent(ANNA), offHours }, hours, NIGHT, present)).toEqual({
      kind: 'bot',
      botId: NIGHT_BOT,
      fallback: agent(ANNA),
    })
    expect(receiverFor({ receiver: bot(BOT), offHours }, hours, NIGHT, present)).toEqual(bot(NIGHT_BOT))
    expect(receiverFor({ receiver: bot(BOT), offHours }, hours, NOON, present)).toEqual(bot(BOT))
  })

  it('[A14] is no bot where auto-answers were chosen for off hours', () => {
    expect(receiverFor({ receiver: bot(BOT), offHours: answers }, hours, NIGHT, present)).toEqual(team(SUPPORT))
  })

  it('[Q6] is the fallback where the bot was removed', () => {
    expect(receiverFor({ receiver: bot(OLD_BOT), offHours: nothing }, hours, NOON, present)).toEqual(team(SUPPORT))
    const offHours = { kind: 'bot', botId: OLD_BOT } as const
    expect(receiverFor({ receiver: team(SALES), offHours }, hours, NIGHT, present)).toEqual(team(SALES))
  })

  it.each<[string, Receiver, object]>([
    ['a team that is there, for one that was removed', team(OLD_TEAM), team(SALES)],
    ["a removed agent's own team that is still there", agent(BORIS), team(SUPPORT)],
    ['the first team, for an agent whom nobody knows', agent(NOBODY), team(SALES)],
    ['the first team, for a fallback that was removed', bot(BOT, team(OLD_TEAM)), team(SALES)],
  ])('[Q5] is never nobody: %s', (_, receiver, expected) => {
    expect(personFor({ receiver }, present)).toEqual(expected)
  })

  it("[Q5] is everybody's queue where there is no team at all", () => {
    expect(personFor({ receiver: agent(BORIS) }, { ...present, teams: [] })).toEqual({ kind: 'team', teamId: null })
  })
})
