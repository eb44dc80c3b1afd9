import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { caseRows, reportView, type CaseMoment, type CasePart } from '#shared/contract/reports'
import type { CallId, TopicId } from '#shared/domain/ids'
import { GROUPINGS, type Grouping, type ReportNumbers } from '#shared/domain/report/report'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS } from '../testing/test-folder'
import { WallScreen } from '../testing/wall-screen'

const MINUTE_MS = 60_000

let centre: ContactCentre
let screen: WallScreen
beforeAll(async () => {
  centre = await ContactCentre.open()
  await centre.hub.request('/api/service-targets', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answerWithinMs: 2 * MINUTE_MS, goalPercent: 80, exceptions: [] }),
  })
  const quick = await centre.agent('Анна')
  const slow = await centre.agent('Борис')
  const topicId = centre.hub.newId<TopicId>()
  await centre.put(`topics/${topicId}`, { name: 'Оплата' })
  // One day and a part of the next: what ended today may have begun yesterday.
  const old = await centre.write('of yesterday')
  await centre.advance(13 * 60 * MINUTE_MS)
  const chats = []
  for (const name of ['a', 'b', 'c', 'd']) chats.push(await centre.write(name))
  const [a, b, c] = chats
  if (!a || !b || !c) throw new Error('no chats')
  await centre.advance(MINUTE_MS)
  await centre.act('claimCase', { caseId: await centre.caseId(a) }, quick)
  await centre.act('setCaseTopic', { caseId: await centre.caseId(a), topicId }, quick)
  await centre.answer(a, quick)
  await centre.act('claimCase', { caseId: await centre.caseId(old) }, quick)
  await centre.answer(old, quick)
  await centre.advance(5 * MINUTE_MS)
  await centre.act('claimCase', { caseId: await centre.caseId(b) }, slow)
  await centre.answer(b, slow)
  await centre.advance(MINUTE_MS)
  for (const id of [a, b]) await centre.act('closeCase', { caseId: await centre.caseId(id) }, quick)
  await centre.act('claimCase', { caseId: await centre.caseId(c) }, slow)
  await centre.act('closeCase', { caseId: await centre.caseId(c) }, slow)
  for (const [outcome, durationMs] of [
    ['missed', 0],
    ['answered', 90_000],
  ] as const)
    await centre.act('recordCall', {
      id: centre.hub.newId<CallId>(),
      chatId: b,
      direction: 'incoming',
      number: '+79172041833',
      name: null,
      outcome,
      startedAtMs: centre.clock.now(),
      durationMs,
      isSeen: true,
    })
  screen = await WallScreen.open(centre.hub.url)
  screen.send({ type: 'live' })
  await screen.until(() => screen.frames.some((frame) => frame.type === 'extent'))
  for (let look = 0; look < 8; look += 1) await centre.clock.advanceAsync(250)
}, PREPARING_MS)
afterAll(async () => {
  screen.close()
  await centre.close()
})

const report = async (grouping: Grouping, period = 'today') =>
  reportView.parse(await centre.hub.json(`/api/reports/numbers?period=${period}&grouping=${grouping}`))

describe('the report of a period', () => {
  it('[V4] tells for today what the wall tells', async () => {
    const { groups, total } = await report('team')
    const ours: readonly (keyof ReportNumbers & keyof WallScreen['queues'][number])[] = [
      'closed',
      'answered',
      'judged',
      'inTime',
    ]
    const rows = await screen.until(() => (screen.queues.length > 0 ? screen.queues : undefined))
    for (const row of rows) {
      const own = groups.find(({ key }) => key === row.teamId)?.numbers
      expect([row.arrived, ...ours.map((name) => row[name])]).toEqual([
        own?.opened ?? 0,
        ...ours.map((name) => own?.[name] ?? 0),
      ])
      if (own && own.answered > 0) expect(own.answerAverageMs).toBe(Math.round(row.answerSumMs / row.answered))
    }
    expect(total).toMatchObject({ opened: 4, answered: 3, closed: 3, unanswered: 1, judged: 3, inTime: 1, waiting: 1 })
    const hours = await report('hour')
    const told = screen.hours.filter(({ arrived, answered }) => arrived + answered > 0)
    for (const { hour, arrived, answered } of told) {
      const own = hours.groups.find(({ key }) => key === String(hour))?.numbers
      expect([own?.opened, own?.answered]).toEqual([arrived, answered])
    }
  })

  it('[V4] counts calls, talk time and messages of the chat’s case', async () => {
    const { groups, total } = await report('agent')
    expect(total).toMatchObject({ callsIn: 2, missedCalls: 1, talks: 1, talkMs: 90_000, messagesIn: 4, messagesOut: 3 })
    expect(groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['Анна', 'Борис', null]))
    const boris = groups.find(({ name }) => name === 'Борис')
    expect(boris?.numbers).toMatchObject({ messagesOut: expect.any(Number) as number })
  })

  it('[V4] opens exactly the cases behind each number, however they are told apart', async () => {
    const opens: readonly [keyof ReportNumbers, CaseMoment, CasePart?][] = [
      ['opened', 'opened'],
      ['answered', 'answered'],
      ['closed', 'closed'],
      ['waiting', 'opened', 'waiting'],
      ['unanswered', 'closed', 'unanswered'],
      ['inTime', 'answered', 'inTime'],
    ]
    for (const grouping of GROUPINGS) {
      const { span, groups } = await report(grouping, 'week')
      for (const { key, numbers } of groups)
        for (const [name, moment, part] of opens) {
          const query = new URLSearchParams({ fromMs: String(span.fromMs), untilMs: String(span.untilMs), moment })
          if (part) query.set('part', part)
          query.set(grouping === 'day' || grouping === 'hour' ? grouping : `${grouping}Id`, key ?? 'none')
          const { total, rows } = caseRows.parse(await centre.hub.json(`/api/reports/cases?${query.toString()}`))
          expect([grouping, key, name, total, rows.length]).toEqual([grouping, key, name, numbers[name], numbers[name]])
        }
    }
  })

  it('[V4] sorts the rows and gives every one of them once, page by page', async () => {
    const { span } = await report('day', 'week')
    for (const sort of ['number', 'opened', 'firstAnswer', 'wait', 'closed', 'took'])
      for (const order of ['asc', 'desc']) {
        const numbers: number[] = []
        for (let after: string | null = ''; after !== null;) {
          const query = new URLSearchParams({ ...textOf(span), sort, order, limit: '2' })
          if (after) query.set('after', after)
          const page = caseRows.parse(await centre.hub.json(`/api/reports/cases?${query.toString()}`))
          expect(page.total).toBe(after ? null : 5)
          numbers.push(...page.rows.map(({ number }) => number))
          after = page.next
        }
        expect([sort, order, new Set(numbers).size, numbers.length]).toEqual([sort, order, 5, 5])
      }
  })

  it('[V4] finds rows by a part of the client’s name, whatever signs are in it', async () => {
    const { span } = await report('day', 'week')
    const found = async (search: string) => {
      const query = new URLSearchParams({ ...textOf(span), search })
      return caseRows.parse(await centre.hub.json(`/api/reports/cases?${query.toString()}`)).total
    }
    expect(await found('%')).toBe(0)
    expect(await found('')).toBe(5)
  })

  it('[V4] says what is wrong with a period', async () => {
    const answer = await centre.hub.request(
      '/api/reports/numbers?period=days&from=2026-02-30&to=2026-03-01&grouping=day',
    )
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { message: expect.stringContaining('exist') as string },
    ])
    expect((await centre.hub.request('/api/reports/numbers?period=days&grouping=day')).status).toBe(400)
  })
})

function textOf({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }) {
  return { fromMs: String(fromMs), untilMs: String(untilMs) }
}
