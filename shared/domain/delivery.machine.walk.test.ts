import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import type { Delivery, DeliveryState } from './delivery'
import { advanceDelivery, type DeliveryEvent, type DeliveryEventType } from './delivery.machine'

const anyEvent: fc.Arbitrary<DeliveryEvent> = fc.constantFrom<DeliveryEvent[]>(
  { type: 'enqueued' },
  { type: 'scheduled', sendAtMs: 4 },
  { type: 'due' },
  { type: 'attemptStarted' },
  { type: 'accepted' },
  { type: 'refused', reason: 'rejected', detail: null },
  { type: 'notSent', retryAtMs: 9 },
  { type: 'lostSight' },
  { type: 'absent' },
  { type: 'deliveredThere' },
  { type: 'readThere', readAtMs: 11 },
  { type: 'retried' },
)

const KNOWN_THERE: readonly DeliveryState[] = ['sent', 'delivered', 'read']
/** Only these say that the last attempt certainly left nothing at the channel, or that a person takes the risk. */
const CLEARS_THE_WAY: readonly DeliveryEventType[] = ['notSent', 'absent', 'retried']

describe('any sequence of events', () => {
  it('[M23] sends again only after certainty, and never takes back what the channel has', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (walk) => {
        let delivery: Delivery = { state: 'local' }
        let mayAttempt = true
        for (const event of walk) {
          const step = advanceDelivery(delivery, event)
          if (step.outcome === 'moved') expect(step.delivery.state).not.toBe(delivery.state)
          else expect(step.delivery).toBe(delivery)
          const [before, after] = [KNOWN_THERE.indexOf(delivery.state), KNOWN_THERE.indexOf(step.delivery.state)]
          expect(after).toBeGreaterThanOrEqual(before)
          if (step.outcome === 'moved' && CLEARS_THE_WAY.includes(event.type)) mayAttempt = true
          if (step.outcome === 'moved' && step.delivery.state === 'sending') {
            expect(mayAttempt).toBe(true)
            mayAttempt = false
          }
          delivery = step.delivery
        }
      }),
      randomRuns(),
    )
  })

  it('[M23] ends as read once the other side read it, whatever comes after', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.array(anyEvent, { maxLength: 60 }), (before, after) => {
        const live = (from: Delivery, events: readonly DeliveryEvent[]): Delivery =>
          events.reduce((delivery, event) => advanceDelivery(delivery, event).delivery, from)
        const read = live(live({ state: 'local' }, before), [{ type: 'readThere', readAtMs: 11 }])
        expect(read).toEqual({ state: 'read', readAtMs: 11 })
        expect(live(read, after)).toBe(read)
      }),
      randomRuns(),
    )
  })
})
