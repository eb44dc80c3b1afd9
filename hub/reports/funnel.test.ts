import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { funnelView, peopleView } from '#shared/contract/reports'
import type { CallId, ChatId } from '#shared/domain/ids'
import type { JobResponse } from '#shared/domain/job-response'
import type { FunnelStep } from '#shared/domain/report/funnel'

import { ingestedChat } from '../channels/fake-channel'
import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS } from '../testing/test-folder'

const MINUTE_MS = 60_000
let centre: ContactCentre
const chats = new Map<string, ChatId>()

/** Responds, or stands at another stage. */
async function responds(name: string, vacancy: string, slug: string, respondedAtMs: number): Promise<void> {
  const response: JobResponse = {
    externalId: `response of ${name}`,
    vacancy: { externalId: vacancy, title: `Вакансия ${vacancy}`, url: null },
    fullName: name,
    position: null,
    phones: [],
    respondedAtMs,
    how: 'chat',
    stage: { slug, title: `этап ${slug}` },
    answers: [],
    resume: null,
  }
  const chat = ingestedChat(name, { response })
  await centre.hub.drivers.at(-1)?.host.ingest({ chats: [chat], messages: [] })
  chats.set(name, await centre.chatOf(name))
}

const chatOf = (name: string): ChatId => {
  const found = chats.get(name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

beforeAll(async () => {
  centre = await ContactCentre.open('avitoJobs')
  const nowMs = centre.clock.now()
  for (const name of ['Анна', 'Борис', 'Вера']) await responds(name, '1', 'response', nowMs)
  await responds('Глеб', '2', 'response', nowMs)
  await responds('Давно', '2', 'response', nowMs - 90 * 24 * 60 * MINUTE_MS)
  await centre.advance(10 * MINUTE_MS)
  for (const name of ['Анна', 'Борис']) await centre.answer(chatOf(name))
  await centre.advance(20 * MINUTE_MS)
  await centre.act('recordCall', {
    id: centre.hub.newId<CallId>(),
    chatId: chatOf('Анна'),
    direction: 'outgoing',
    number: '+79172041833',
    name: null,
    outcome: 'answered',
    startedAtMs: centre.clock.now(),
    durationMs: 60_000,
    isSeen: true,
  })
  await centre.settle()
  for (const [name, vacancy, slug] of [
    ['Анна', '1', 'interview'],
    ['Вера', '1', 'discard_by_employer'],
    ['Глеб', '2', 'hired'],
  ] as const)
    await responds(name, vacancy, slug, nowMs)
}, PREPARING_MS)
afterAll(() => centre.close())

const counts = (rows: readonly { readonly step: FunnelStep; readonly count: number }[]) =>
  Object.fromEntries(rows.map(({ step, count }) => [step, count]))

describe('the funnel of vacancies', () => {
  it('[V6] counts who responded in the period and how far each came', async () => {
    const { rows, vacancies } = funnelView.parse(await centre.hub.json('/api/reports/funnel?period=today'))
    expect(counts(rows)).toEqual({ response: 4, answer: 2, call: 1, invitation: 2, hired: 1, refused: 1 })
    expect(vacancies.map(({ title, rows: own }) => [title, counts(own)])).toEqual([
      ['Вакансия 1', { response: 3, answer: 2, call: 1, invitation: 1, hired: 0, refused: 1 }],
      ['Вакансия 2', { response: 1, answer: 0, call: 0, invitation: 1, hired: 1, refused: 0 }],
    ])
  })

  it('[V6] tells how many came on from the step before, and how long it took', async () => {
    const { rows } = funnelView.parse(await centre.hub.json('/api/reports/funnel?period=today'))
    const row = (step: FunnelStep) => rows.find((each) => each.step === step)
    // A minute more or less is what the hub keeps to take an answer back.
    expect(row('answer')).toMatchObject({ fromBefore: 2, medianMs: 10 * MINUTE_MS })
    expect(row('call')).toMatchObject({ count: 1, fromBefore: 1, medianMs: 20 * MINUTE_MS })
    // When somebody was invited on the platform’s own pages nobody knows here.
    expect(row('invitation')).toMatchObject({ count: 2, fromBefore: 1, medianMs: null })
  })

  it('[V6] opens the people behind each step', async () => {
    const { span, rows, vacancies } = funnelView.parse(await centre.hub.json('/api/reports/funnel?period=today'))
    const period = { fromMs: String(span.fromMs), untilMs: String(span.untilMs) }
    const named = async (step: FunnelStep, more: Record<string, string> = {}) => {
      const query = new URLSearchParams({ ...period, step, ...more })
      return peopleView.parse(await centre.hub.json(`/api/reports/funnel/people?${query.toString()}`)).people
    }
    for (const { step, count } of rows) expect([step, (await named(step)).length]).toEqual([step, count])
    for (const { channelId, vacancyId, rows: own } of vacancies)
      for (const { step, count } of own)
        expect([vacancyId, step, (await named(step, { channelId, vacancyId })).length]).toEqual([
          vacancyId,
          step,
          count,
        ])
    expect((await named('call')).map(({ name, chatId }) => [name, chatId])).toEqual([['Анна', chatOf('Анна')]])
  })
})
