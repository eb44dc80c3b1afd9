import { describe, expect, it, vi } from 'vitest'

import type { HubConnection } from '#shared/contract/ipc/hub'

import { fetchReport, periodMs } from './report-file'

const HUB: HubConnection = { kind: 'ready', url: 'http://127.0.0.1:1', secret: 's', databaseSetAside: null }
const PERIOD = { fromMs: 1, untilMs: 2 }

describe('the period of a report', () => {
  it('[V4] holds both of its days', () => {
    const period = periodMs({ from: '2026-11-28', to: '2026-11-29' })
    expect(period).toEqual({
      fromMs: new Date(2026, 10, 28).getTime(),
      untilMs: new Date(2026, 10, 30).getTime(),
    })
  })

  it.each([
    ['2026-11-29', '2026-11-27'],
    ['', '2026-11-27'],
    ['2026-11-29', 'завтра'],
  ])('is none from «%s» to «%s»', (from, to) => {
    expect(periodMs({ from, to })).toBeNull()
  })
})

describe('the file of a report', () => {
  it('[V4] is asked of the hub with its secret in no address', async () => {
    const send = vi.fn<typeof fetch>(() => Promise.resolve(new Response('а,б\r\n')))
    const answer = await fetchReport(HUB, PERIOD, 'ru', send)
    expect(answer.ok && (await answer.value.text())).toBe('а,б\r\n')
    expect(send.mock.calls[0]).toEqual([
      'http://127.0.0.1:1/api/reports/cases.csv?fromMs=1&untilMs=2&language=ru',
      { headers: { authorization: 'Bearer s' } },
    ])
  })

  it.each([
    [401, 'unauthorised'],
    [403, 'rejected'],
    [500, 'broken'],
  ])('[V4] says why where the hub answers %i', async (status, reason) => {
    const answer = await fetchReport(HUB, PERIOD, 'ru', () => Promise.resolve(new Response('', { status })))
    expect(answer).toEqual({ ok: false, error: reason })
  })

  it('[V4] says that the hub is away or only starting', async () => {
    const away = await fetchReport(HUB, PERIOD, 'ru', () => Promise.reject(new TypeError('fetch failed')))
    const starting = await fetchReport(null, PERIOD, 'ru', () => Promise.reject(new Error('not asked')))
    expect([away, starting]).toEqual([
      { ok: false, error: 'away' },
      { ok: false, error: 'starting' },
    ])
  })
})
