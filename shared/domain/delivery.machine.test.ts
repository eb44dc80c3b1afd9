import { describe, expect, it } from 'vitest'

import type { Delivery, DeliveryState } from './delivery'
import { advanceDelivery, canDiscard, type DeliveryEvent, type DeliveryEventType } from './delivery.machine'

const states: Readonly<Record<DeliveryState, Delivery>> = {
  local: { state: 'local' },
  scheduled: { state: 'scheduled', sendAtMs: 3 },
  queued: { state: 'queued', nextTryAtMs: 5 },
  sending: { state: 'sending' },
  unknown: { state: 'unknown' },
  sent: { state: 'sent' },
  delivered: { state: 'delivered' },
  read: { state: 'read', readAtMs: 7 },
  failed: { state: 'failed', reason: 'rejected', detail: 'no' },
}

const events: Readonly<Record<DeliveryEventType, DeliveryEvent>> = {
  enqueued: { type: 'enqueued' },
  scheduled: { type: 'scheduled', sendAtMs: 4 },
  due: { type: 'due' },
  attemptStarted: { type: 'attemptStarted' },
  accepted: { type: 'accepted' },
  refused: { type: 'refused', reason: 'tooLong', detail: null },
  notSent: { type: 'notSent', retryAtMs: 9 },
  lostSight: { type: 'lostSight' },
  absent: { type: 'absent' },
  deliveredThere: { type: 'deliveredThere' },
  readThere: { type: 'readThere', readAtMs: 11 },
  retried: { type: 'retried' },
}

const fresh: Delivery = { state: 'queued', nextTryAtMs: null }
const kept: Delivery = { state: 'scheduled', sendAtMs: 4 }
const later: Delivery = { state: 'queued', nextTryAtMs: 9 }
const failed: Delivery = { state: 'failed', reason: 'tooLong', detail: null }
const read: Delivery = { state: 'read', readAtMs: 11 }
const { sending, unknown, sent, delivered } = states

/** `=` nothing to do, `!` has no place there; else the next state. */
const table: Readonly<Record<DeliveryState, Readonly<Record<DeliveryEventType, Delivery | '=' | '!'>>>> = {
  local: row(fresh, kept, '!', '!', sent, '!', '!', '!', '!', delivered, read, '!'),
  scheduled: row('=', '=', fresh, '!', sent, failed, '!', '!', '!', delivered, read, '!'),
  queued: row('=', '!', '=', sending, sent, failed, '!', '!', '!', delivered, read, '='),
  sending: row('!', '!', '!', '!', sent, failed, later, unknown, '!', delivered, read, '!'),
  unknown: row('!', '!', '!', '!', sent, failed, '!', '=', fresh, delivered, read, '!'),
  sent: row('=', '=', '=', '!', '=', '!', '!', '!', '!', delivered, read, '!'),
  delivered: row('=', '=', '=', '!', '=', '!', '!', '!', '!', '=', read, '!'),
  read: row('=', '=', '=', '!', '=', '!', '!', '!', '!', '=', '=', '!'),
  failed: row('!', '!', '!', '!', sent, '!', '!', '!', '!', delivered, read, fresh),
}

function row(...cells: readonly (Delivery | '=' | '!')[]): Record<DeliveryEventType, Delivery | '=' | '!'> {
  const names = Object.keys(events) as DeliveryEventType[]
  return Object.fromEntries(names.map((name, index) => [name, cells[index]])) as Record<
    DeliveryEventType,
    Delivery | '=' | '!'
  >
}

describe('delivery machine', () => {
  for (const state of Object.keys(states) as DeliveryState[]) {
    for (const type of Object.keys(events) as DeliveryEventType[]) {
      const expected = table[state][type]
      it(`[M23] ${state} + ${type} → ${typeof expected === 'string' ? expected : expected.state}`, () => {
        const from = states[state]
        const step = advanceDelivery(from, events[type])
        if (expected === '=') expect(step).toEqual({ delivery: from, outcome: 'kept' })
        else if (expected === '!') expect(step).toEqual({ delivery: from, outcome: 'unexpected' })
        else expect(step).toEqual({ delivery: expected, outcome: 'moved' })
        if (step.outcome !== 'moved') expect(step.delivery).toBe(from)
      })
    }
  }

  it('lets a person take out only what certainly did not leave', () => {
    const discardable = Object.values(states).filter(canDiscard)
    expect(discardable).toEqual([states.scheduled, states.queued, states.failed])
  })
})
