import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { RehearsalReply } from '#shared/contract/rehearsal'
import { defaultChannelSettings, HOUR_MS, type AutoAnswer, type ChannelSettings } from '#shared/domain/channel-settings'
import { DEFAULT_DISTRIBUTION, type Distribution } from '#shared/domain/distribution'
import type { AgentId, AutoAnswerId, ChatId } from '#shared/domain/ids'
import { DEFAULT_WORKING_HOURS } from '#shared/domain/working-hours'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000

let centre: ContactCentre

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
beforeEach(async () => {
  centre = await ContactCentre.open()
  await centre.put('hours', DEFAULT_WORKING_HOURS)
})
afterEach(() => centre.close())

function answer(text: string, delayMs: number): AutoAnswer {
  return { id: centre.hub.newId<AutoAnswerId>(), text, delayMs }
}

async function rehearsal(
  settings: Partial<ChannelSettings>,
  distribution?: Partial<Distribution>,
): Promise<RehearsalReply> {
  const body = {
    settings: { ...defaultChannelSettings(centre.firstTeam), ...settings },
    ...(distribution ? { distribution: { ...DEFAULT_DISTRIBUTION, ...distribution } } : {}),
  }
  return centre.hub.json<RehearsalReply>(`/api/administration/channels/${centre.channelId}/rehearsal`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

/** In steps, so that everything happens at its own time. */
async function pass(steps: number, stepMs = MINUTE): Promise<void> {
  for (let step = 0; step < steps; step += 1) await centre.advance(stepMs)
}

/** What became of the chat's cases, and what the rules sent: own messages stand at the platform's whole seconds. */
interface Course {
  readonly events: readonly string[]
  readonly sent: readonly string[]
}

async function happened(chatId: ChatId): Promise<Course> {
  const messages = (await centre.hub.messages(chatId)).toReversed()
  return {
    events: (await centre.hub.events(chatId)).filter(({ kind }) => kind !== 'opened').map(wordOf),
    sent: messages.flatMap(({ author }) => (author.kind === 'rule' ? [author.rule] : [])),
  }
}

function forecast({ cases }: RehearsalReply, chatId: ChatId): Course {
  const steps = cases.filter((one) => one.chatId === chatId).flatMap((one) => one.steps)
  return {
    events: steps.filter(({ kind }) => kind !== 'autoAnswer').map(wordOf),
    sent: steps.flatMap((step) => {
      if (step.kind === 'autoAnswer') return ['autoAnswer']
      return step.kind === 'closed' && step.isTextSent ? ['closing'] : []
    }),
  }
}

interface Told {
  readonly kind: string
  readonly agentId?: AgentId
  readonly why?: string
  readonly by?: { readonly kind: string }
}

function wordOf({ kind, agentId, why, by }: Told): string {
  return [kind, agentId, why, by?.kind].filter((part) => part !== undefined).join(' ')
}

describe('rehearsal', () => {
  it('[A22] of the very settings that were in force tells what the hub did', async () => {
    const [anna, boris] = [await centre.agent('Анна'), await centre.agent('Борис', undefined, 1)]
    await centre.distribution({
      isAutomatic: true,
      strategy: 'roundRobin',
      capacity: 2,
      answerWithinMs: 5 * MINUTE,
      attempts: 2,
    })
    const settings: Partial<ChannelSettings> = {
      autoAnswers: [answer('Здравствуйте!', 0), answer('Ищем, кто ответит', 2 * MINUTE)],
      closing: { isShown: true, text: 'До свидания!' },
      autoClose: { amount: 1, unit: 'hours' },
    }
    await centre.settings(settings)

    const chats: ChatId[] = []
    for (const name of ['раз', 'два', 'три', 'четыре', 'пять', 'шесть']) {
      chats.push(await centre.write(name))
      await centre.settle()
      await pass(1)
    }
    await centre.answer(chats[0] as ChatId, anna)
    await pass(1)
    await centre.answer(chats[1] as ChatId, boris)
    await pass(8)
    await centre.act('closeCase', { caseId: await centre.caseId(chats[0] as ChatId) }, anna)
    await pass(3)
    await centre.write('раз')
    await pass(11)
    await pass(6, 10 * MINUTE)

    const reply = await rehearsal(settings)
    for (const chat of chats) expect(forecast(reply, chat)).toEqual(await happened(chat))
    expect(reply).toMatchObject({
      events: 10,
      problems: [],
      totals: { cases: 7, closingTexts: 7, closedByTimeout: 6, queued: 0 },
    })
    const { events } = forecast(reply, chats[4] as ChatId)
    expect(events).toContain('queued notAnswered')
  })

  it('[A22] of other settings tells what they would do, changes nothing and names mistakes', async () => {
    const chat = await centre.write('кто')
    await centre.settle()
    const before = await centre.hub.chat(chat)
    await centre.advance(2 * HOUR_MS)
    const empty = await centre.team('Пустая')
    const reply = await rehearsal(
      {
        receiver: { kind: 'team', teamId: empty },
        autoAnswers: [answer('Слишком поздно', HOUR_MS)],
        autoClose: { amount: 1, unit: 'hours' },
      },
      { isAutomatic: true },
    )
    expect(forecast(reply, chat)).toEqual({ events: ['queued new', 'closed timeout'], sent: [] })
    expect(reply.problems.map(({ code }) => code)).toEqual(['emptyTeam', 'answerAfterAutoClose'])
    expect(await centre.hub.chat(chat)).toEqual(before)
  })

  it('[A22] is refused for a channel that is not there, and for N = 0', async () => {
    const ask = (channelId: string, amount: number) =>
      centre.hub.request(`/api/administration/channels/${channelId}/rehearsal`, {
        method: 'POST',
        body: JSON.stringify({
          settings: { ...defaultChannelSettings(centre.firstTeam), autoClose: { amount, unit: 'days' } },
        }),
        headers: { 'content-type': 'application/json' },
      })
    expect((await ask(centre.hub.newId(), 4)).status).toBe(404)
    expect((await ask(centre.channelId, 0)).status).toBe(400)
    expect((await ask(centre.channelId, -1)).status).toBe(400)
  })
})
