import { describe, expect, it } from 'vitest'

import { finishedCall, liveCall, type CallEvidence } from './call-facts'
import { callEvent, callSummary } from './wire/schemas'
import { parseStatsTable } from './wire/stats-table'

const NOTHING: CallEvidence = { events: [], summary: null, rows: [], callBack: null }

/** As the document's samples have it. */
const appeared = {
  entry_id: 'ENT-1',
  call_id: 'CALL-1',
  timestamp: 1767000000,
  seq: 1,
  call_state: 'Appeared',
  location: 'abonent',
  from: { number: '79990000001' },
  to: { extension: '101', number: 'sip:ivan@vpbx400000001.mangosip.ru', line_number: '74950000001' },
  sip_call_id: 'abc@10.0.0.1',
}
const step = (patch: object) => callEvent.parse({ ...appeared, ...patch })

describe('where a call is', () => {
  it('[K10] follows the highest number of each leg, whatever comes late', () => {
    const events = [step({ seq: 3, call_state: 'OnHold' }), step({ seq: 1 }), step({ seq: 2, call_state: 'Connected' })]
    expect(liveCall({ ...NOTHING, events })).toEqual({
      direction: 'incoming',
      number: '79990000001',
      extension: '101',
      phase: 'held',
      startedAtMs: 1_767_000_000_000,
      legId: 'CALL-1',
      legStartS: 1_767_000_000,
      initiator: 'sip:ivan@vpbx400000001.mangosip.ru',
    })
    const over = step({ seq: 4, call_state: 'Disconnected', disconnect_reason: 1110 })
    expect(liveCall({ ...NOTHING, events: [over, ...events] })).toBeNull()
  })

  it('[K10] says nothing of calls among colleagues', () => {
    const events = [step({ from: { extension: '102', number: 'sip:maria@vpbx400000001.mangosip.ru' } })]
    expect(liveCall({ ...NOTHING, events })).toBeNull()
  })
})

describe('how a call ended', () => {
  const told = callSummary.parse({
    entry_id: 'ENT-1',
    call_direction: 1,
    from: { number: '79990000001' },
    to: { extension: '101' },
    line_number: '74950000001',
    create_time: 1767000000,
    forward_time: 1767000000,
    talk_time: 1767000010,
    end_time: 1767000090,
    entry_result: 1,
    disconnect_reason: 1110,
  })
  const talk = {
    direction: 'incoming',
    number: '79990000001',
    startedAtMs: 1_767_000_000_000,
    durationMs: 80_000,
    outcome: 'answered',
    extension: '101',
  }

  it('[K10] is the same by the summary and by the statistics', () => {
    expect(finishedCall({ ...NOTHING, summary: told })).toEqual(talk)
    const csv =
      '1767000000;1767000090;1767000010;;79990000001;101;sip:ivan@vpbx400000001.mangosip.ru;1110;ENT-1;1767000000'
    const { rows, unread } = parseStatsTable(`${csv}\r\n\r\nno;line\r\n`)
    expect(unread).toBe(1)
    expect(finishedCall({ ...NOTHING, rows })).toEqual(talk)
  })

  it('[K10] tells busy, refused, unanswered and given up apart, and an incoming one is missed', () => {
    const outcome = (call_direction: string, reason: number) => {
      const isOut = call_direction === 'outgoing'
      const parties = isOut ? { from: told.to, to: told.from } : { from: told.from, to: told.to }
      const summary = { ...told, ...parties, direction: isOut ? 'outgoing' : 'incoming', talkAtS: 0, reason } as const
      return finishedCall({ ...NOTHING, summary })?.outcome
    }
    expect([1110, 1111, 1121, 1122, 1123, 1132, 2240].map((reason) => outcome('outgoing', reason))).toEqual([
      'cancelled',
      'noAnswer',
      'busy',
      'declined',
      'declined',
      'failed',
      'failed',
    ])
    expect(outcome('incoming', 1110)).toBe('missed')
    expect(finishedCall({ ...NOTHING, summary: { ...told, direction: 'internal' } })).toBeNull()
  })
})
