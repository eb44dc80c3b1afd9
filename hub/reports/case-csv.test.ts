import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cases } from '../store/schema'
import { ContactCentre } from '../testing/contact-centre'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { caseCsv } from './case-csv'
import { REPORT_WORDS } from './report-words'

let centre: ContactCentre
beforeAll(async () => {
  centre = await ContactCentre.open()
}, PREPARING_MS)
afterAll(() => centre.close())

const MINUTE_MS = 60_000

async function report(fromMs: number, untilMs: number, language = 'ru'): Promise<readonly string[]> {
  const query = `fromMs=${String(fromMs)}&untilMs=${String(untilMs)}&language=${language}`
  const answer = await centre.hub.request(`/api/reports/cases.csv?${query}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  return bytes.subarray(3).toString('utf8').split('\r\n').slice(0, -1)
}

describe('the report of cases', () => {
  it('[V4] has one line for each case with its times, its people and how it ended', async () => {
    const beginMs = centre.clock.now()
    const chatId = await centre.write('first')
    await centre.write('second')
    await centre.advance(2 * MINUTE_MS)
    await centre.act('claimCase', { caseId: await centre.caseId(chatId) })
    await centre.answer(chatId)
    await centre.settle()
    await centre.advance(MINUTE_MS)
    await centre.act('closeCase', { caseId: await centre.caseId(chatId) })
    const [head, first, second, ...others] = await report(beginMs, centre.clock.now() + 1)
    expect(head).toMatch(/^Обращение,Поступило,Первый ответ,"Ждал ответа, с",Закрыто/)
    // 9:00 in UTC is noon in Moscow.
    expect(first).toMatch(
      /^\d+,2026-01-12 12:00:00,2026-01-12 12:02:0\d,12\d,2026-01-12 12:03:0\d,18\d,закрыто,сотрудник,/,
    )
    expect(second).toMatch(/^\d+,2026-01-12 12:00:00,,,,,в очереди,,/)
    expect(others).toEqual([])
  })

  it('[V4] speaks English when it is asked to, and holds nothing of other days', async () => {
    const lines = await report(0, 1000, 'en')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^Case,Arrived/)
  })

  it('[V4] refuses a period that ends before it begins', async () => {
    const answer = await centre.hub.request('/api/reports/cases.csv?fromMs=10&untilMs=5&language=ru')
    expect(answer.status).toBe(400)
  })
})

describe('the pages of a report', () => {
  it(
    '[V4] hold each case once, wherever one ends',
    async () => {
      const rig = await QueueRig.open()
      try {
        for (let count = 0; count < 8; count += 1) await rig.chat(`chat-${String(count)}`)
        await rig.store.write(async (tx) => {
          await tx.db.update(cases).set({ state: { kind: 'queued', teamId: null, sinceMs: 1 } })
        })
        const pages: string[] = []
        const period = { fromMs: 0, untilMs: rig.clock.now() + MINUTE_MS }
        for await (const page of caseCsv(rig.store, period, REPORT_WORDS.ru, 3)) pages.push(page)
        const numbers = pages.slice(1).map((page) =>
          page
            .trimEnd()
            .split('\r\n')
            .map((line) => line.split(',')[0]),
        )
        expect(numbers.map(({ length }) => length)).toEqual([3, 3, 2])
        expect(new Set(numbers.flat()).size).toBe(8)
      } finally {
        await rig.close()
      }
    },
    PREPARING_MS,
  )
})
