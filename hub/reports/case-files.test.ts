import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { CASE_COLUMNS, exportLine } from '#shared/contract/reports'
import { silentLogger } from '#shared/lib/logger'

import { chats, cases, clients } from '../store/schema'
import { ContactCentre } from '../testing/contact-centre'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { caseFile } from './case-file'
import { caseTable } from './case-table'
import { exportParts } from './export-parts'
import { REPORT_WORDS } from './report-words'

const MINUTE_MS = 60_000
/** A name that a spreadsheet would work out, with signs that XML does not take as they are. */
const BAD_NAME = '=HYPERLINK("http://x","<да> & \u0001нет")'

describe('the report of cases', () => {
  let centre: ContactCentre
  let beginMs: number
  beforeAll(async () => {
    centre = await ContactCentre.open()
    beginMs = centre.clock.now()
    const chatId = await centre.write('first')
    await centre.write('second')
    await centre.advance(2 * MINUTE_MS)
    await centre.act('claimCase', { caseId: await centre.caseId(chatId) })
    await centre.answer(chatId)
    await centre.settle()
    await centre.advance(MINUTE_MS)
    await centre.act('closeCase', { caseId: await centre.caseId(chatId) })
  }, PREPARING_MS)
  afterAll(() => centre.close())

  async function lines(fromMs: number, untilMs: number, more = 'language=ru'): Promise<readonly string[]> {
    const query = `fromMs=${String(fromMs)}&untilMs=${String(untilMs)}&${more}`
    const answer = await centre.hub.request(`/api/reports/cases.csv?${query}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    return bytes.subarray(3).toString('utf8').split('\r\n').slice(0, -1)
  }

  it('[V4] has one line for each case with its times, its people and how it ended', async () => {
    const [head, first, second, ...others] = await lines(beginMs, centre.clock.now() + 1)
    expect(head).toMatch(/^Обращение;Поступило;Первый ответ;"Ждал ответа, с";Закрыто/)
    // 9:00 in UTC is noon in Moscow.
    expect(first).toMatch(
      /^\d+;2026-01-12 12:00:00;2026-01-12 12:02:0\d;12\d;2026-01-12 12:03:0\d;18\d;закрыто;сотрудник;/,
    )
    expect(second).toMatch(/^\d+;2026-01-12 12:00:00;;;;;в очереди;;/)
    expect(others).toEqual([])
  })

  it('[V4] speaks English with commas when it is asked to, and holds nothing of other days', async () => {
    expect(await lines(0, 1000, 'language=en')).toEqual([
      'Case,Arrived,First answer,"Waited for an answer, s",Closed,"Took, s",State,Closed by,Channel,Team,Agent,Client,Vacancy or listing,Topic',
    ])
  })

  it('[V4] has the columns and the cases that were chosen', async () => {
    const chosen = await lines(beginMs, centre.clock.now() + 1, 'language=ru&columns=state,number&state=queued')
    expect(chosen).toEqual(['Состояние;Обращение', expect.stringMatching(/^в очереди;\d+$/)])
  })

  it('[V4] refuses a period that ends before it begins', async () => {
    const answer = await centre.hub.request('/api/reports/cases.csv?fromMs=10&untilMs=5&language=ru')
    expect(answer.status).toBe(400)
  })

  it('[V4] comes as a workbook in parts, of which the last says that it is whole', async () => {
    const query = `fromMs=${String(beginMs)}&untilMs=${String(centre.clock.now() + 1)}&language=ru&format=xlsx`
    const answer = await centre.hub.request(`/api/reports/cases/parts?${query}`)
    const told = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => exportLine.parse(JSON.parse(line)))
    expect([told[0], told.at(-1)]).toEqual([
      { kind: 'begun', cases: 2 },
      { kind: 'whole', cases: 2 },
    ])
    const bytes = told.flatMap((line) => (line.kind === 'part' ? [Buffer.from(line.bytes, 'base64')] : []))
    const [head, first] = await readSheet(Buffer.concat(bytes))
    expect(head?.slice(0, 2)).toEqual(['Обращение', 'Поступило'])
    expect(first?.slice(1, 2)).toEqual([new Date('2026-01-12T12:00:00Z')])
  })
})

describe('a file of cases', () => {
  let rig: QueueRig
  beforeAll(async () => {
    rig = await QueueRig.open()
    for (let count = 0; count < 8; count += 1) await rig.chat(`chat-${String(count)}`)
    await rig.store.write(async (tx) => {
      await tx.db.update(cases).set({ state: { kind: 'queued', teamId: null, sinceMs: 1 }, openedAtMs: MINUTE_MS })
      await tx.db.update(clients).set({ name: BAD_NAME })
      await tx.db.update(chats).set({ subject: null })
    })
  }, PREPARING_MS)
  afterAll(() => rig.close())

  const selection = () => ({ fromMs: 0, untilMs: rig.clock.now() + MINUTE_MS, moment: 'opened' as const })
  const wish = () => ({ selection: selection(), columns: CASE_COLUMNS, words: REPORT_WORDS.ru })

  async function bytesOf(format: 'csv' | 'xlsx'): Promise<Buffer> {
    const { pieces } = await caseFile(rig.store, format, 'ru', wish())
    const all: Buffer[] = []
    for await (const piece of pieces) all.push(Buffer.from(piece))
    return Buffer.concat(all)
  }

  it('[V4] holds each case once, wherever a page ends', async () => {
    const told: number[] = []
    const table = await caseTable(rig.store, wish(), (count) => told.push(count), 3)
    const numbers: unknown[] = []
    for await (const page of table.pages()) numbers.push(...page.map(([number]) => number))
    expect([new Set(numbers).size, numbers.length, told]).toEqual([8, 8, [3, 6, 8]])
  })

  it('[V4] never makes a formula of what a client is called', async () => {
    const [, first] = await readSheet(await bytesOf('xlsx'))
    expect(first?.[CASE_COLUMNS.indexOf('client')]).toBe(BAD_NAME.replace('\u0001', ''))
    expect((await bytesOf('csv')).toString('utf8')).toContain(`"'=HYPERLINK`)
  })

  it('[V4] that breaks off says so and not that it is whole', async () => {
    async function* breaking() {
      yield 'one piece'
      throw new Error('the database went away')
    }
    const told: string[] = []
    for await (const line of exportParts({ cases: 9, pieces: breaking(), read: () => 4 }, silentLogger)) told.push(line)
    expect(told.map((line) => exportLine.parse(JSON.parse(line)).kind)).toEqual(['begun', 'failed'])
  })

  it('[V4] of which nobody wants more stops reading', async () => {
    const { pieces, read } = await caseFile(rig.store, 'csv', 'ru', wish())
    const iterator = pieces[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.return?.()
    expect([read(), (await iterator.next()).done]).toEqual([0, true])
  })
})
