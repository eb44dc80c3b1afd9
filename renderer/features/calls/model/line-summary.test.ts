import { expect, it } from 'vitest'

import type { Registration } from '#shared/domain/sip-account'

import { aLine } from '../../../testing/a-call'
import { lineName, summariseLines, summaryTone } from './line-summary'

const registered: Registration = { kind: 'registered', expiresAtMs: 1 }
const waiting: Registration = { kind: 'waiting', reason: 'timedOut', detail: null, retryAtMs: 1 }
const stopped: Registration = { kind: 'stopped', reason: 'wrongPassword', detail: null }
const off: Registration = { kind: 'off' }

it.each([
  [[], 'none', 'off'],
  [[off], 'off', 'off'],
  [[registered, off], 'registered', 'ok'],
  [[registered, waiting], 'partly', 'busy'],
  [[registered, { kind: 'connecting' }], 'partly', 'busy'],
  [[waiting, stopped], 'stopped', 'bad'],
  [[waiting, { kind: 'connecting' }], 'waiting', 'bad'],
  [[{ kind: 'registering' }], 'connecting', 'busy'],
] satisfies [Registration[], string, string][])('%o together are «%s»', (registrations, summary, tone) => {
  const found = summariseLines(registrations.map((registration) => aLine(registration)))
  expect([found, summaryTone(found)]).toEqual([summary, tone])
})

it('names a line by its label, else by its address', () => {
  expect([lineName(aLine(off)), lineName(aLine(off, { label: '' }))]).toEqual(['Отдел подбора', '101@sip.example.ru'])
})
